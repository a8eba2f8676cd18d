package io.framewatch.cli.model;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * How a photograph was held, by the tag 0x0112 of EXIF 2.3 in a JPEG or PNG: 1 to 8, 1 for upright.
 */
final class ExifOrientation {

    private static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final int FIRST_TRANSPOSED = 5;
    private static final int LAST = 8;
    private static final int CHANNELS = 3;
    private static final int MAX_ENTRIES = 1000;

    private static final int JPEG = 0xffd8;
    private static final int JPEG_APP1 = 0xffe1;
    private static final int JPEG_SCAN = 0xffda;
    private static final int EXIF = 0x45786966; // "Exif"
    private static final int PNG = 0x89504e47;
    private static final int PNG_EXIF = 0x65584966; // "eXIf"
    private static final int PNG_END = 0x49454e44; // "IEND"
    private static final int LITTLE_ENDIAN = 0x49492a00; // "II*"

    private ExifOrientation() {}

    /** Reads the tag; a file without one, or with a damaged one, counts as upright. */
    static int of(Path file) {
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            long tiff = findTiff(input);
            return tiff < 0 ? UPRIGHT : orientation(input, tiff);
        } catch (IOException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    /**
     * Turns and mirrors an image.
     *
     * @param image of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     * @return the same image if it is upright
     */
    static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        boolean transposed = orientation >= FIRST_TRANSPOSED;
        int width = transposed ? image.getHeight() : image.getWidth();
        int height = transposed ? image.getWidth() : image.getHeight();
        BufferedImage upright = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] from = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] to = ((DataBufferByte) upright.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = source(orientation, image.getWidth(), image.getHeight(), x, y);
                System.arraycopy(from, source * CHANNELS, to, (y * width + x) * CHANNELS, CHANNELS);
            }
        }
        return upright;
    }

    /** Index of the pixel that is shown at (x, y). */
    private static int source(int orientation, int width, int height, int x, int y) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (orientation) {
            case 2 -> y * width + right - x;
            case 3 -> (bottom - y) * width + right - x;
            case 4 -> (bottom - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (bottom - x) * width + y;
            case 7 -> (bottom - x) * width + right - y;
            case 8 -> x * width + right - y;
            default -> y * width + x;
        };
    }

    /** Returns where the TIFF structure begins that holds the tags, or -1. */
    private static long findTiff(ImageInputStream input) throws IOException {
        int start = input.readInt();
        if (start >>> Short.SIZE == JPEG) {
            return findInJpeg(input);
        }
        return start == PNG ? findInPng(input) : -1;
    }

    private static long findInJpeg(ImageInputStream input) throws IOException {
        input.seek(Short.BYTES);
        while (true) {
            int marker = input.readUnsignedShort();
            long segment = input.getStreamPosition();
            int length = input.readUnsignedShort();
            if (marker >>> Byte.SIZE != 0xff || marker == JPEG_SCAN) {
                return -1;
            }
            if (marker == JPEG_APP1 && input.readInt() == EXIF) {
                return input.getStreamPosition() + Short.BYTES;
            }
            input.seek(segment + length);
        }
    }

    private static long findInPng(ImageInputStream input) throws IOException {
        input.seek(Long.BYTES);
        while (true) {
            long length = input.readUnsignedInt();
            int type = input.readInt();
            if (type == PNG_EXIF || type == PNG_END) {
                return type == PNG_EXIF ? input.getStreamPosition() : -1;
            }
            input.seek(input.getStreamPosition() + length + Integer.BYTES);
        }
    }

    private static int orientation(ImageInputStream input, long tiff) throws IOException {
        input.seek(tiff);
        boolean littleEndian = input.readInt() == LITTLE_ENDIAN;
        input.setByteOrder(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        input.seek(tiff + input.readUnsignedInt());
        int entries = Math.min(MAX_ENTRIES, input.readUnsignedShort());
        for (int i = 0; i < entries; i++) {
            int tag = input.readUnsignedShort();
            input.skipBytes(Short.BYTES + Integer.BYTES); // its type and count
            int value = input.readUnsignedShort();
            input.skipBytes(Short.BYTES);
            if (tag == TAG) {
                return value > UPRIGHT && value <= LAST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
