package io.framewatch.cli.camera;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes a picture as the classifier sees it. */
final class SquarePicture {

    private static final int CHANNELS = 3;

    private SquarePicture() {}

    /**
     * Writes a PNG file.
     *
     * @param rgb 8 bits a channel, as many rows as columns, without padding
     */
    static void write(byte[] rgb, Path file) throws IOException {
        int side = (int) Math.sqrt(rgb.length / (double) CHANNELS);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            int red = rgb[CHANNELS * i] & 0xff;
            int green = rgb[CHANNELS * i + 1] & 0xff;
            int blue = rgb[CHANNELS * i + 2] & 0xff;
            image.setRGB(i % side, i / side, red << 16 | green << 8 | blue);
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
