package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final float[] MEAN = {123.675f, 116.28f, 103.53f};
    private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

    private final Picture picture = TestingPictures.counting(2, 2);

    @Test
    void shouldGiveThePixelsAsTheyAreInPlanes() {
        float[] out = draw(CropTransform.centre(picture, 2), Colours.AS_THEY_ARE, 2);

        assertColours(out, 0, 3, 6, 9, 12);
        assertColours(out, 1, 2, 5, 8, 11);
        assertColours(out, 2, 1, 4, 7, 10);
    }

    @Test
    void shouldFlip() {
        float[] out =
                draw(
                        CropTransform.of(new Rectangle2D.Double(0, 0, 2, 2), true, 0, 2),
                        Colours.AS_THEY_ARE,
                        2);

        assertColours(out, 0, 6, 3, 12, 9);
    }

    @Test
    void shouldAverageWhereItShrinks() {
        float[] out = draw(CropTransform.centre(picture, 1), Colours.AS_THEY_ARE, 1);

        assertColours(out, 0, 7.5f);
        assertColours(out, 2, 5.5f);
    }

    @Test
    void shouldInterpolateBetweenCentresAndRepeatEdges() {
        float[] out = draw(CropTransform.centre(picture, 4), Colours.AS_THEY_ARE, 4);

        assertThat(colour(out[0], 0)).isCloseTo(3, within(1e-3f));
        assertThat(colour(out[1], 0)).isCloseTo(3.75f, within(1e-3f));
        assertThat(colour(out[2], 0)).isCloseTo(5.25f, within(1e-3f));
        assertThat(colour(out[3], 0)).isCloseTo(6, within(1e-3f));
    }

    @Test
    void shouldChangeColoursWithinTheirRange() {
        float grey = 0.299f * 3 + 0.587f * 2 + 0.114f;

        float[] shifted = draw(CropTransform.centre(picture, 2), new Colours(0, 2, 10), 2);
        float[] limited = draw(CropTransform.centre(picture, 2), new Colours(1, 1, -5), 2);

        assertThat(colour(shifted[0], 0)).isCloseTo(2 * grey + 10, within(1e-3f));
        assertThat(colour(shifted[4], 1)).isCloseTo(2 * grey + 10, within(1e-3f));
        assertColours(limited, 0, 0, 1, 4, 7);
    }

    /** Draws behind other values, which must not change. */
    private float[] draw(CropTransform crop, Colours colours, int size) {
        float[] out = new float[5 + 3 * size * size];
        new Sampler().draw(picture, crop, colours, size, out, 5);
        assertThat(out).startsWith(new float[5]);
        return Arrays.copyOfRange(out, 5, out.length);
    }

    private static void assertColours(float[] out, int channel, float... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(colour(out[channel * expected.length + i], channel))
                    .isCloseTo(expected[i], within(1e-3f));
        }
    }

    private static float colour(float normalised, int channel) {
        return normalised * DEVIATION[channel] + MEAN[channel];
    }
}
