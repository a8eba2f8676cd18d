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

    /**
     * Decodes a JPEG, PNG or whatever else ImageIO reads.
     *
     * @throws IOException if these bytes are no picture
     */
    static Picture decode(byte[] file) throws IOException {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(file));
        if (decoded == null) {
            throw new IOException("no picture format that this JDK reads");
        }
        BufferedImage image = decoded;
        if (decoded.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            image =
                    new BufferedImage(
                            decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = image.createGraphics();
            graphics.drawImage(decoded, 0, 0, null);
            graphics.dispose();
        }
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new Picture(image.getWidth(), image.getHeight(), bytes);
    }
}
