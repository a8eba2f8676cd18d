package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.FrameEncoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureEncoderTest {

    @Test
    void shouldKeepColoursInJpeg() throws IOException {
        byte[] rgb = new byte[Fit.SIZE * Fit.SIZE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 250; // a full-range orange, rows of which are darker below
            rgb[i + 1] = (byte) (i < rgb.length / 2 ? 140 : 60);
            rgb[i + 2] = 5;
        }

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg(90, rgb)));

        assertThat(image.getWidth()).isEqualTo(224);
        assertThat(image.getHeight()).isEqualTo(224);
        assertColour(image.getRGB(20, 10), 250, 140, 5);
        assertColour(image.getRGB(200, 200), 250, 60, 5);
    }

    @Test
    void shouldTradeQualityForSize() {
        byte[] rgb = new byte[Fit.SIZE * Fit.SIZE * 3];
        new Random(1).nextBytes(rgb);

        assertThat(jpeg(1, rgb).length)
                .isLessThan(jpeg(50, rgb).length / 4)
                .isLessThan(jpeg(100, rgb).length / 16);
    }

    @Test
    void shouldPassRawPicturesOn() {
        byte[] rgb = new byte[Fit.SIZE * Fit.SIZE * 3];
        try (PictureEncoder encoder = new PictureEncoder(FrameEncoding.RGB, 90)) {
            assertThat(encoder.encode(rgb)).isSameAs(rgb);
        }
    }

    private static byte[] jpeg(int quality, byte[] rgb) {
        try (PictureEncoder encoder = new PictureEncoder(FrameEncoding.JPEG, quality)) {
            assertThat(encoder.encode(rgb)).isEqualTo(encoder.encode(rgb));
            return encoder.encode(rgb);
        }
    }

    private static void assertColour(int argb, int red, int green, int blue) {
        assertThat((argb >> 16) & 0xff).isBetween(red - 3, red + 3);
        assertThat((argb >> 8) & 0xff).isBetween(green - 3, green + 3);
        assertThat(argb & 0xff).isBetween(Math.max(0, blue - 3), blue + 3);
    }
}
