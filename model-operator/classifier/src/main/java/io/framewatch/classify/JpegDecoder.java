package io.framewatch.classify;

import static io.framewatch.classify.ModelInput.CHANNELS;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes JPEGs of one size with the JDK's reader, which writes RGB into the same memory again and
 * again. An image of which the reader has to make up a part, because it is truncated or corrupt, is
 * refused. Not thread-safe.
 */
final class JpegDecoder implements AutoCloseable {

    private static final int ONLY_IMAGE = 0;

    private final int width;
    private final int height;
    private final BytesImageInput input = new BytesImageInput();
    private final ImageReader reader = readerOfTheJdk();
    private final ImageReadParam intoPixels = reader.getDefaultReadParam();
    private final byte[] pixels;
    private String warning;

    JpegDecoder(int width, int height) {
        this.width = width;
        this.height = height;
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, CHANNELS, null);
        pixels = ((DataBufferByte) raster.getDataBuffer()).getData();
        intoPixels.setDestination(new BufferedImage(rgb(), raster, false, null));
        reader.addIIOReadWarningListener((source, text) -> warning = text);
    }

    /**
     * Decodes an image.
     *
     * @return RGB, 8 bits a channel, rows from the top without padding; valid until the next call
     * @throws UndecodableImageException if it is no sound JPEG of this decoder's size
     */
    byte[] decode(byte[] jpeg) throws UndecodableImageException {
        warning = null;
        try {
            input.reset(jpeg);
            reader.setInput(input, true, true);
            requireSize(jpeg);
            reader.read(ONLY_IMAGE, intoPixels);
        } catch (IllegalArgumentException e) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes must be of one or three channels: %s"
                            .formatted(jpeg.length, e.getMessage()),
                    e);
        } catch (IOException | RuntimeException e) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes cannot be decoded: %s".formatted(jpeg.length, e.getMessage()),
                    e);
        }
        if (warning != null) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes is damaged: %s".formatted(jpeg.length, warning));
        }
        return pixels;
    }

    /** Frees the reader. Idempotent. */
    @Override
    public void close() {
        reader.dispose();
    }

    private void requireSize(byte[] jpeg) throws IOException, UndecodableImageException {
        int actualWidth = reader.getWidth(ONLY_IMAGE);
        int actualHeight = reader.getHeight(ONLY_IMAGE);
        if (actualWidth != width || actualHeight != height) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes is %dx%d: must be %dx%d"
                            .formatted(jpeg.length, actualWidth, actualHeight, width, height));
        }
    }

    /** Other readers may be on the class path, which register themselves and come first. */
    static ImageReader readerOfTheJdk() {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
                readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("the JDK has no reader for JPEG: a full JDK is needed");
    }

    private static ComponentColorModel rgb() {
        return new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                false,
                false,
                BufferedImage.OPAQUE,
                DataBuffer.TYPE_BYTE);
    }
}
