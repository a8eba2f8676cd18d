package io.framewatch.ingest.capture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * H.264 pictures in two fields of their own each (PAFF), as no encoder at hand makes them: 64x64,
 * grey, all blocks as plain samples (I_PCM). ITU-T H.264 7.3.
 */
final class TestingFields {

    private static final int BLOCKS = 4 * 2; // of a field
    private static final int SAMPLES = 256 + 2 * 64; // of a block

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int bits = 1;
    private int zeros;

    private TestingFields() {}

    /** A stream with a key frame at every {@code keyDistance}th picture. */
    static TestingH264 stream(int pictures, int keyDistance) {
        List<byte[]> units = new ArrayList<>();
        for (int picture = 0; picture < pictures; picture++) {
            int afterKey = picture % keyDistance;
            if (afterKey == 0) {
                units.add(sps());
                units.add(pps());
            }
            units.add(field(picture, afterKey, false));
            units.add(field(picture, afterKey, true));
        }
        return new TestingH264(units);
    }

    private static byte[] sps() {
        return new TestingFields()
                .unit(0x67)
                .put(8, 77) // Main profile
                .put(8, 0)
                .put(8, 30)
                .golomb(0)
                .golomb(0) // frame_num has 4 bits
                .golomb(0)
                .golomb(4) // the order of pictures has 8 bits
                .golomb(2) // with one FFmpeg calls each picture a key frame
                .put(1, 0)
                .golomb(3) // 4 blocks wide
                .golomb(1) // 2 pairs of blocks high
                .put(1, 0) // not frames only
                .put(1, 0)
                .put(1, 1)
                .put(1, 0)
                .put(1, 0)
                .end();
    }

    private static byte[] pps() {
        return new TestingFields()
                .unit(0x68)
                .golomb(0)
                .golomb(0)
                .put(1, 0)
                .put(1, 0)
                .golomb(0)
                .golomb(0)
                .golomb(0)
                .put(3, 0)
                .golomb(0)
                .golomb(0)
                .golomb(0)
                .put(1, 1) // slices say how they are deblocked
                .put(2, 0)
                .end();
    }

    private static byte[] field(int picture, int afterKey, boolean bottom) {
        boolean isKey = afterKey == 0 && !bottom;
        TestingFields field =
                new TestingFields()
                        .unit(isKey ? 0x65 : 0x61)
                        .golomb(0)
                        .golomb(7) // I
                        .golomb(0)
                        .put(4, afterKey % 16)
                        .put(2, bottom ? 3 : 2);
        if (isKey) {
            field.golomb(picture % 2);
        }
        field.put(8, (2 * afterKey + (bottom ? 1 : 0)) % 256)
                .put(isKey ? 2 : 1, 0)
                .golomb(0)
                .golomb(1); // not deblocked
        for (int block = 0; block < BLOCKS; block++) {
            field.golomb(25).align();
            for (int sample = 0; sample < SAMPLES; sample++) {
                field.put(8, sample < 256 ? 32 + 2 * picture : 128);
            }
        }
        return field.end();
    }

    private TestingFields unit(int header) {
        bytes.write(header);
        return this;
    }

    private TestingFields put(int count, int value) {
        for (int i = count - 1; i >= 0; i--) {
            bits = bits << 1 | value >> i & 1;
            if (bits > 0xff) {
                write(bits & 0xff);
                bits = 1;
            }
        }
        return this;
    }

    private TestingFields golomb(int value) {
        int length = 32 - Integer.numberOfLeadingZeros(value + 1);
        return put(length - 1, 0).put(length, value + 1);
    }

    private TestingFields align() {
        while (bits != 1) {
            put(1, 0);
        }
        return this;
    }

    private byte[] end() {
        put(1, 1);
        align();
        return bytes.toByteArray();
    }

    /** Three bytes that begin like a start code are kept apart. */
    private void write(int value) {
        if (zeros == 2 && value <= 3) {
            bytes.write(3);
            zeros = 0;
        }
        bytes.write(value);
        zeros = value == 0 ? zeros + 1 : 0;
    }
}
