package io.framewatch.job;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** JPEGs, drawn here. */
final class TestImages {

    /** 224x224, a soft gradient. */
    static final byte[] QUIET = jpeg(224, 224, (x, y) -> x / 4 << 16 | y / 4 << 8 | 0x40);

    /** 224x224, a checkerboard of bright colours. */
    static final byte[] BUSY = jpeg(224, 224, (x, y) -> (x / 8 + y / 8) % 2 * 0xff2080 | 0x3f);

    private TestImages() {}

    static byte[] ofSize(int width, int height) {
        return jpeg(width, height, (x, y) -> 0x808080);
    }

    private static byte[] jpeg(int width, int height, IntBinaryOperator colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException("test image cannot be encoded", e);
        }
        return out.toByteArray();
    }
}
