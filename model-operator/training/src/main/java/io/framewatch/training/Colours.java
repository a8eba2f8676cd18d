package io.framewatch.training;

/**
 * A change of colours: each channel becomes gain · (saturation · channel + (1 - saturation) · grey)
 * + shift, limited to 0..255.
 */
record Colours(float saturation, float gain, float shift) {

    /** No change. */
    static final Colours AS_THEY_ARE = new Colours(1, 1, 0);

    float apply(float channel, float grey) {
        float value = gain * (saturation * channel + (1 - saturation) * grey) + shift;
        return Math.max(0, Math.min(255, value));
    }
}
