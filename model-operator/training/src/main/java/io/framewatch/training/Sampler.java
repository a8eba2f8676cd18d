package io.framewatch.training;

/**
 * Draws a picture into a square of normalised floats in one pass: crop, flip, rotation, resize
 * (bilinear, with more samples a pixel when it shrinks) and colours. Not thread-safe.
 */
final class Sampler {

    /** Mean and standard deviation of ImageNet's colours, red first, in 0..255. */
    private static final float[] MEAN = {123.675f, 116.28f, 103.53f};

    private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

    private final float[] sum = new float[3];

    /**
     * Fills one image of a batch.
     *
     * @param out receives normalised planes red, green, blue of size x size each
     * @param offset offset of the image in {@code out}
     */
    void draw(
            Picture picture,
            CropTransform crop,
            Colours colours,
            int size,
            float[] out,
            int offset) {
        int samples = crop.samples();
        float weight = 1f / (samples * samples);
        int plane = size * size;
        for (int v = 0; v < size; v++) {
            for (int u = 0; u < size; u++) {
                sum[0] = 0;
                sum[1] = 0;
                sum[2] = 0;
                for (int j = 0; j < samples; j++) {
                    for (int i = 0; i < samples; i++) {
                        double pu = u + (i + 0.5) / samples;
                        double pv = v + (j + 0.5) / samples;
                        add(
                                picture,
                                (float) (crop.a() * pu + crop.b() * pv + crop.c()),
                                (float) (crop.d() * pu + crop.e() * pv + crop.f()));
                    }
                }
                float red = sum[0] * weight;
                float green = sum[1] * weight;
                float blue = sum[2] * weight;
                float grey = 0.299f * red + 0.587f * green + 0.114f * blue;
                int at = offset + v * size + u;
                out[at] = (colours.apply(red, grey) - MEAN[0]) / DEVIATION[0];
                out[at + plane] = (colours.apply(green, grey) - MEAN[1]) / DEVIATION[1];
                out[at + 2 * plane] = (colours.apply(blue, grey) - MEAN[2]) / DEVIATION[2];
            }
        }
    }

    /** Adds the colour at a point. Pixel centres are at .5; edge pixels are repeated. */
    private void add(Picture picture, float x, float y) {
        float left = clamp(x - 0.5f, picture.width() - 1);
        float top = clamp(y - 0.5f, picture.height() - 1);
        int x0 = (int) left;
        int y0 = (int) top;
        float right = left - x0;
        float bottom = top - y0;
        int x1 = Math.min(x0 + 1, picture.width() - 1);
        int y1 = Math.min(y0 + 1, picture.height() - 1);
        byte[] bgr = picture.bgr();
        int p00 = (y0 * picture.width() + x0) * 3;
        int p10 = (y0 * picture.width() + x1) * 3;
        int p01 = (y1 * picture.width() + x0) * 3;
        int p11 = (y1 * picture.width() + x1) * 3;
        float w00 = (1 - right) * (1 - bottom);
        float w10 = right * (1 - bottom);
        float w01 = (1 - right) * bottom;
        float w11 = right * bottom;
        for (int c = 0; c < 3; c++) {
            sum[2 - c] +=
                    w00 * (bgr[p00 + c] & 0xff)
                            + w10 * (bgr[p10 + c] & 0xff)
                            + w01 * (bgr[p01 + c] & 0xff)
                            + w11 * (bgr[p11 + c] & 0xff);
        }
    }

    private static float clamp(float value, int max) {
        return Math.max(0, Math.min(max, value));
    }
}
