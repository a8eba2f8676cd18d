package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Expected values are those of Pillow 13: {@code resize(..., BILINEAR)}, then the centre. */
class CentreCropTest {

    @Test
    void shouldShrinkAsPillowDoes() {
        byte[] crop = CentreCrop.of(pattern(640, 360));

        assertPixel(crop, 0, 0, 188, 111, 15);
        assertPixel(crop, 1, 0, 197, 140, 15);
        assertPixel(crop, 223, 0, 79, 212, 240);
        assertPixel(crop, 100, 57, 133, 115, 65);
        assertPixel(crop, 0, 223, 105, 167, 15);
        assertPixel(crop, 223, 223, 203, 110, 240);
        assertPixel(crop, 64, 199, 122, 136, 0);
        assertMeans(crop, 6390986, 6307379, 6397324);
    }

    @Test
    void shouldEnlargeAsPillowDoes() {
        byte[] crop = CentreCrop.of(pattern(100, 150));

        assertPixel(crop, 0, 0, 135, 184, 255);
        assertPixel(crop, 223, 0, 232, 77, 0);
        assertPixel(crop, 100, 57, 219, 90, 255);
        assertPixel(crop, 223, 223, 237, 206, 255);
        assertMeans(crop, 6408673, 6384512, 6417492);
    }

    @Test
    void shouldCutThePixelsThemselvesWhereTheSizeFits() {
        byte[] crop = CentreCrop.of(pattern(256, 256));

        int x = 16 + 200;
        int y = 16 + 3;
        assertPixel(crop, 200, 3, (x * 7 + y * 3) % 256, x * y % 256, (x / 8 + y / 8) % 2 * 255);
    }

    private static void assertPixel(byte[] crop, int x, int y, int red, int green, int blue) {
        int[] expected = {red, green, blue};
        for (int channel = 0; channel < 3; channel++) {
            assertThat(crop[(y * 224 + x) * 3 + channel] & 0xff)
                    .as("channel %d of pixel %d, %d", channel, x, y)
                    .isCloseTo(expected[channel], within(1));
        }
    }

    /** Of all pixels, so that none is far off. */
    private static void assertMeans(byte[] crop, long... sums) {
        long[] actual = new long[3];
        for (int i = 0; i < crop.length; i++) {
            actual[i % 3] += crop[i] & 0xff;
        }
        for (int channel = 0; channel < 3; channel++) {
            assertThat(actual[channel] / (224.0 * 224))
                    .isCloseTo(sums[channel] / (224.0 * 224), within(0.1));
        }
    }

    private static BufferedImage pattern(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (x * 7 + y * 3) % 256;
                int green = x * y % 256;
                int blue = (x / 8 + y / 8) % 2 * 255;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }
}
