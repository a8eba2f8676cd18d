package io.framewatch.training.head;

import io.framewatch.mobileformer.Variant;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture as 28x28 means of red, green and blue, 0..255, to find near-copies. Immutable and
 * thread-safe.
 */
public final class Thumbnail {

    /**
     * Mean difference below which pictures count as near-copies. Of a still room in an MPEG-4 clip,
     * pictures a second apart differ by 0.1 to 0.7; a person that stands still by 1 to 2.
     */
    static final double ALIKE = 1;

    private static final int BLOCK = 8;
    private static final int SIDE = Variant.RESOLUTION / BLOCK;
    private static final int CHANNELS = 3;

    private final double[] means = new double[SIDE * SIDE * CHANNELS];

    private Thumbnail() {}

    /**
     * Of pixels.
     *
     * @param rgb uint8 HWC, RGB, 224x224
     */
    public static Thumbnail ofRgb(byte[] rgb) {
        Thumbnail thumbnail = new Thumbnail();
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / CHANNELS;
            thumbnail.add(
                    pixel % Variant.RESOLUTION, pixel / Variant.RESOLUTION, i % CHANNELS, rgb[i]);
        }
        return thumbnail;
    }

    /**
     * Of a JPEG.
     *
     * @throws IOException if it cannot be decoded or has not 224x224 pixels
     */
    public static Thumbnail ofJpeg(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        if (image == null
                || image.getWidth() != Variant.RESOLUTION
                || image.getHeight() != Variant.RESOLUTION) {
            throw new IOException("the image is no JPEG of 224x224 pixels");
        }
        Thumbnail thumbnail = new Thumbnail();
        thumbnail.add(image);
        return thumbnail;
    }

    /** Number of thumbnails without the near-copies of earlier ones. */
    static int distinct(List<Thumbnail> thumbnails) {
        List<Thumbnail> distinct = new ArrayList<>();
        for (Thumbnail thumbnail : thumbnails) {
            if (distinct.stream().noneMatch(thumbnail::isLike)) {
                distinct.add(thumbnail);
            }
        }
        return distinct.size();
    }

    /** Whether the pictures are near-copies of each other. */
    boolean isLike(Thumbnail other) {
        double alike = ALIKE * means.length;
        double difference = 0;
        // Most pictures differ from the first rows on, and there may be thousands of them.
        for (int i = 0; i < means.length && difference < alike; i++) {
            difference += Math.abs(means[i] - other.means[i]);
        }
        return difference < alike;
    }

    private void add(BufferedImage image) {
        for (int y = 0; y < Variant.RESOLUTION; y++) {
            for (int x = 0; x < Variant.RESOLUTION; x++) {
                int rgb = image.getRGB(x, y);
                for (int channel = 0; channel < CHANNELS; channel++) {
                    add(x, y, channel, (byte) (rgb >> (Byte.SIZE * (CHANNELS - 1 - channel))));
                }
            }
        }
    }

    private void add(int x, int y, int channel, byte value) {
        int block = y / BLOCK * SIDE + x / BLOCK;
        means[block * CHANNELS + channel] += (value & 0xff) / (double) (BLOCK * BLOCK);
    }
}
