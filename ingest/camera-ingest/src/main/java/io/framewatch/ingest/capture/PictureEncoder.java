package io.framewatch.ingest.capture;

import io.framewatch.event.FrameEncoding;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes squares of {@value Fit#SIZE} pixels as the image of a frame.
 *
 * <p>JPEG is baseline JFIF (full-range BT.601 YCbCr, 4:2:0) by the JDK's writer, which is the
 * Independent JPEG Group's: quality 1..100 means what it means to every other tool, unlike the
 * quantiser scale of FFmpeg's encoder. Not thread-safe.
 */
final class PictureEncoder implements AutoCloseable {

    private static final int SIZE = Fit.SIZE;
    private static final int CHANNELS = 3;
    private static final ComponentColorModel RGB =
            new ComponentColorModel(
                    ColorSpace.getInstance(ColorSpace.CS_sRGB),
                    false,
                    false,
                    Transparency.OPAQUE,
                    DataBuffer.TYPE_BYTE);

    private final FrameEncoding encoding;
    private final ImageWriter writer;
    private final ImageWriteParam parameters;

    /**
     * Makes an encoder.
     *
     * @param quality 1 to 100, for JPEG only
     */
    PictureEncoder(FrameEncoding encoding, int quality) {
        this.encoding = encoding;
        this.writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        this.parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
    }

    /**
     * Encodes a picture.
     *
     * @param rgb RGB, 8 bits a channel, without padding; becomes the result if the encoding is RGB
     */
    byte[] encode(byte[] rgb) {
        return switch (encoding) {
            case RGB -> rgb;
            case JPEG -> jpeg(rgb);
        };
    }

    @Override
    public void close() {
        writer.dispose();
    }

    private byte[] jpeg(byte[] rgb) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
        try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(image);
            writer.write(null, new IIOImage(wrap(rgb), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture cannot be written as JPEG", e);
        }
        return out.toByteArray();
    }

    private static BufferedImage wrap(byte[] rgb) {
        DataBufferByte data = new DataBufferByte(rgb, rgb.length);
        int[] order = {0, 1, 2};
        return new BufferedImage(
                RGB,
                Raster.createInterleavedRaster(
                        data, SIZE, SIZE, SIZE * CHANNELS, CHANNELS, order, null),
                false,
                null);
    }
}
