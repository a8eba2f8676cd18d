package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.Fit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture as 28x28 means of red, green and blue, 0..255, to see whether two pictures show nearly
 * the same.
 */
final class Thumbnail {

    /**
     * Mean difference below which pictures count as copies. Of a still room in an MPEG-4 clip,
     * pictures a second apart differ by 0.1 to 0.7; a person that stands still by 1 to 2.
     */
    static final double ALIKE = 1;

    private static final int BLOCK = 8;
    private static final int SIDE = Fit.SIZE / BLOCK;
    private static final int CHANNELS = 3;

    private final double[] means = new double[SIDE * SIDE * CHANNELS];

    private Thumbnail() {}

    /**
     * Reads a frame of 224x224 pixels.
     *
     * @throws CommandException if its image cannot be decoded
     */
    static Thumbnail of(Frame frame) throws CommandException {
        Thumbnail thumbnail = new Thumbnail();
        if (frame.encoding() == FrameEncoding.RGB) {
            for (int i = 0; i < frame.image().length; i++) {
                int pixel = i / CHANNELS;
                thumbnail.add(pixel % Fit.SIZE, pixel / Fit.SIZE, i % CHANNELS, frame.image()[i]);
            }
        } else {
            thumbnail.add(decode(frame));
        }
        return thumbnail;
    }

    /** How many pictures are left if every one that is like an earlier one is put away. */
    static int distinct(List<Thumbnail> thumbnails) {
        List<Thumbnail> distinct = new ArrayList<>();
        for (Thumbnail thumbnail : thumbnails) {
            if (distinct.stream().noneMatch(thumbnail::isLike)) {
                distinct.add(thumbnail);
            }
        }
        return distinct.size();
    }

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
        for (int y = 0; y < Fit.SIZE; y++) {
            for (int x = 0; x < Fit.SIZE; x++) {
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

    private static BufferedImage decode(Frame frame) throws CommandException {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(frame.image()));
            if (image != null && image.getWidth() == Fit.SIZE && image.getHeight() == Fit.SIZE) {
                return image;
            }
        } catch (IOException e) {
            throw new CommandException("frame %s: %s".formatted(frame.id(), e.getMessage()), e);
        }
        throw new CommandException("frame %s is no JPEG of 224x224 pixels".formatted(frame.id()));
    }
}
