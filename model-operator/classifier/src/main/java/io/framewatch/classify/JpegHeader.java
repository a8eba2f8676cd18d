package io.framewatch.classify;

import static io.framewatch.classify.ModelInput.CHANNELS;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The header of a JPEG, up to its first scan (ITU-T T.81, annex B).
 *
 * <p>A reused decoder keeps the tables of the image before. So each image must have its own tables,
 * or its pixels would depend on the image before.
 */
final class JpegHeader {

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int END_OF_IMAGE = 0xffd9;
    private static final int START_OF_SCAN = 0xffda;
    private static final int QUANTISATION_TABLES = 0xffdb;
    private static final int HUFFMAN_TABLES = 0xffc4;
    private static final int BASELINE = 0xffc0;
    private static final int EXTENDED = 0xffc1;
    private static final int PROGRESSIVE = 0xffc2;

    /** Also the first of the markers without a segment or without effect on pixels. */
    private static final int LAST_KIND_OF_FRAME = 0xffcf;

    private static final int FIRST_MARKER = 0xff01;
    private static final int FILL = 0xffff;
    private static final int BYTE_OF_MARKERS = 0xff00;
    private static final int BITS = 8;
    private static final int COEFFICIENTS = 64;
    private static final int CODE_LENGTHS = 16;
    private static final int CLASS_OF_AC = 4;

    private final byte[] jpeg;
    private final ByteBuffer bytes;
    private int width;
    private int height;
    private boolean progressive;
    private int quantisation;
    private int huffman;
    private int wantedQuantisation;
    private int wantedHuffman;

    private JpegHeader(byte[] jpeg) {
        this.jpeg = jpeg;
        this.bytes = ByteBuffer.wrap(jpeg);
    }

    /**
     * Reads the header.
     *
     * @throws UndecodableImageException unless this is a whole JPEG with one or three channels of 8
     *     bits, Huffman coding and its own tables
     */
    static JpegHeader of(byte[] jpeg) throws UndecodableImageException {
        JpegHeader header = new JpegHeader(jpeg);
        try {
            header.read();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw header.refused("is damaged before its pixels begin");
        }
        return header;
    }

    /** Width in pixels. */
    int width() {
        return width;
    }

    /** Height in pixels. */
    int height() {
        return height;
    }

    /** Length up to the end marker, in bytes. */
    int length() throws UndecodableImageException {
        // In entropy-coded data a zero follows every ff, so this marker cannot be a part of it.
        for (int i = jpeg.length; i - Short.BYTES >= bytes.position(); i--) {
            if (Short.toUnsignedInt(bytes.getShort(i - Short.BYTES)) == END_OF_IMAGE) {
                return i;
            }
        }
        throw refused("is truncated: must end with ff d9");
    }

    private void read() throws UndecodableImageException {
        if (jpeg.length < Short.BYTES || unsignedShort() != START_OF_IMAGE) {
            throw refused("is no JPEG: must begin with ff d8");
        }
        int marker;
        do {
            marker = marker();
            int end = bytes.position() + unsignedShort();
            if (marker < FIRST_MARKER || end < bytes.position()) {
                throw refused("is damaged before its pixels begin");
            }
            bytes.limit(end);
            readSegment(marker);
            bytes.limit(jpeg.length).position(end);
        } while (marker != START_OF_SCAN);
        if ((wantedQuantisation & ~quantisation) != 0 || (wantedHuffman & ~huffman) != 0) {
            throw refused("must bring every table that it uses");
        }
    }

    private int marker() {
        int marker = unsignedShort();
        while (marker == FILL) { // a marker may follow any number of ff
            marker = BYTE_OF_MARKERS | unsignedByte();
        }
        return marker;
    }

    private void readSegment(int marker) throws UndecodableImageException {
        switch (marker) {
            case QUANTISATION_TABLES -> readQuantisation();
            case HUFFMAN_TABLES -> readHuffman();
            case BASELINE, EXTENDED, PROGRESSIVE -> {
                progressive = marker == PROGRESSIVE;
                readFrame();
            }
            case START_OF_SCAN -> readScan();
            default -> {
                if (marker > PROGRESSIVE && marker <= LAST_KIND_OF_FRAME) {
                    throw refused(
                            "is of kind SOF%d: must be baseline or progressive, in Huffman's code"
                                    .formatted(marker - BASELINE));
                }
            }
        }
    }

    private void readQuantisation() {
        while (bytes.hasRemaining()) {
            int table = unsignedByte();
            quantisation |= 1 << low(table);
            skip(COEFFICIENTS * (1 + high(table)));
        }
    }

    private void readHuffman() {
        while (bytes.hasRemaining()) {
            int table = unsignedByte();
            huffman |= 1 << high(table) * CLASS_OF_AC + low(table);
            int codes = 0;
            for (int length = 1; length <= CODE_LENGTHS; length++) {
                codes += unsignedByte();
            }
            skip(codes);
        }
    }

    private void readFrame() throws UndecodableImageException {
        int bits = unsignedByte();
        height = unsignedShort();
        width = unsignedShort();
        int channels = unsignedByte();
        if (bits != BITS || channels != 1 && channels != CHANNELS) {
            throw refused(
                    "has %d channels of %d bits: must have one or three of 8"
                            .formatted(channels, bits));
        }
        for (int channel = 0; channel < channels; channel++) {
            skip(Short.BYTES);
            wantedQuantisation |= 1 << unsignedByte();
        }
    }

    private void readScan() throws UndecodableImageException {
        if (width == 0) {
            throw refused("is damaged: its pixels begin before its size is known");
        }
        int channels = unsignedByte();
        for (int channel = 0; channel < channels; channel++) {
            skip(Byte.BYTES);
            int tables = unsignedByte();
            wantedHuffman |= 1 << high(tables);
            if (!progressive) { // otherwise later scans have the other components
                wantedHuffman |= 1 << CLASS_OF_AC + low(tables);
            }
        }
    }

    private void skip(int count) {
        bytes.position(bytes.position() + count);
    }

    private int unsignedByte() {
        return Byte.toUnsignedInt(bytes.get());
    }

    private int unsignedShort() {
        return Short.toUnsignedInt(bytes.getShort());
    }

    private static int high(int value) {
        return value >> 4;
    }

    private static int low(int value) {
        return value & 0xf;
    }

    /** The exception for this image. */
    private UndecodableImageException refused(String reason) {
        return new UndecodableImageException("JPEG of %d bytes %s".formatted(jpeg.length, reason));
    }
}
