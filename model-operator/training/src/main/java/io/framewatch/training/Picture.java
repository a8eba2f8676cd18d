package io.framewatch.training;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bgr three bytes a pixel, blue first, row by row; not copied
 */
record Picture(int width, int height, byte[] bgr) {

    /** Shorter side in pixels that is large enough for crops at the network's resolution. */
    private static final int ENOUGH = 288;

    /**
     * Decodes a JPEG, PNG or another format of ImageIO and turns it {@linkplain PictureOrientation
     * upright}. A picture that is far larger than the network's input is reduced by a whole factor.
     *
     * @throws IOException if the bytes are not a picture
     */
    static Picture decode(byte[] file) throws IOException {
        BufferedImage decoded;
        try {
            decoded = ImageIO.read(new ByteArrayInputStream(file));
        } catch (RuntimeException e) {
            // ImageIO throws these for some damaged files.
            throw new IOException("damaged picture: " + e, e);
        }
        if (decoded == null) {
            throw new IOException("no picture format that this JDK reads");
        }
        return of(PictureOrientation.upright(asBgr(decoded), new ByteArrayInputStream(file)))
                .shrunk();
    }

    private static BufferedImage asBgr(BufferedImage decoded) {
        if (decoded.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return decoded;
        }
        BufferedImage image =
                new BufferedImage(
                        decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(decoded, 0, 0, null);
        graphics.dispose();
        return image;
    }

    private static Picture of(BufferedImage image) {
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new Picture(image.getWidth(), image.getHeight(), bytes);
    }

    /**
     * Reduces a picture so that the shorter side stays at least {@link #ENOUGH}. Each pixel is the
     * mean of a square.
     */
    private Picture shrunk() {
        int factor = Math.min(width, height) / ENOUGH;
        if (factor <= 1) {
            return this;
        }
        int newWidth = width / factor;
        int newHeight = height / factor;
        byte[] means = new byte[newWidth * newHeight * 3];
        for (int i = 0; i < means.length; i++) {
            int left = i / 3 % newWidth * factor;
            int top = i / 3 / newWidth * factor;
            means[i] = mean(left, top, i % 3, factor);
        }
        return new Picture(newWidth, newHeight, means);
    }

    private byte mean(int left, int top, int channel, int factor) {
        int sum = factor * factor / 2;
        for (int y = top; y < top + factor; y++) {
            for (int x = left; x < left + factor; x++) {
                sum += bgr[(y * width + x) * 3 + channel] & 0xff;
            }
        }
        return (byte) (sum / (factor * factor));
    }
}
