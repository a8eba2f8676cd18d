package io.framewatch.benchmark;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Decodes images for the baselines, by the JDK alone. */
final class JpegPixels {

    private JpegPixels() {}

    /** The pixels of a JPEG with three channels: uint8 HWC, RGB. */
    static byte[] rgb(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        if (image == null || image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            throw new IOException("frame of %d bytes is no JPEG in colour".formatted(jpeg.length));
        }
        // The raster's bands are RGB, whatever their order in memory.
        return (byte[])
                image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
    }
}
