package io.framewatch.classify;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images for tests. */
final class TestingImages {

    private TestingImages() {}

    /** One of the frames beside this class, 224x224. */
    static byte[] frame(String name) {
        try (InputStream in = TestingImages.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG of one colour. */
    static byte[] jpeg(int width, int height, Color colour) {
        return jpeg(painted(BufferedImage.TYPE_INT_RGB, width, height, colour), false);
    }

    /** A JPEG that gets brighter from the left to the right. */
    static byte[] slopeJpeg(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int level = 255 * x / width;
                image.setRGB(x, y, new Color(level, level, level).getRGB());
            }
        }
        return jpeg(image, false);
    }

    /** A JPEG of one channel. */
    static byte[] greyJpeg(int side, int brightness) {
        Color grey = new Color(brightness, brightness, brightness);
        BufferedImage image = painted(BufferedImage.TYPE_BYTE_GRAY, side, side, grey);
        image.getRaster().setSamples(0, 0, side, side, 0, filled(side * side, brightness));
        return jpeg(image, false);
    }

    /** A progressive JPEG of one colour. */
    static byte[] progressiveJpeg(int side, Color colour) {
        return jpeg(painted(BufferedImage.TYPE_INT_RGB, side, side, colour), true);
    }

    /** A JPEG of four channels. */
    static byte[] cmykJpeg(int side) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, side, side, 4, null);
        return write(new IIOImage(raster, null, null), false);
    }

    /** A raw image of one colour. */
    static byte[] rgb(int side, int red, int green, int blue) {
        byte[] rgb = new byte[side * side * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return rgb;
    }

    private static int[] filled(int length, int value) {
        int[] samples = new int[length];
        Arrays.fill(samples, value);
        return samples;
    }

    private static BufferedImage painted(int type, int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.getRGB());
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        return write(new IIOImage(image, null, null), progressive);
    }

    private static byte[] write(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        if (progressive) {
            options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
