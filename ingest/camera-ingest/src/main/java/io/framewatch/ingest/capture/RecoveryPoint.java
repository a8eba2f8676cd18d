package io.framewatch.ingest.capture;

/**
 * Reads the recovery point message of an H.264 or HEVC picture, by which an encoder without key
 * frames says when the picture is whole again: ITU-T H.264 D.2.8, H.265 D.2.8. Only the byte stream
 * format (Annex B) is read, which cameras send.
 */
final class RecoveryPoint {

    static final int NONE = -1;

    private static final int H264_SEI = 6;
    private static final int HEVC_SEI = 39;
    private static final int RECOVERY_POINT = 6;

    private final byte[] data;
    private int bit;

    private RecoveryPoint(byte[] data, int start) {
        this.data = data;
        this.bit = start * 8;
    }

    /**
     * Finds how many pictures after this one the pictures are exact.
     *
     * @param data the beginning of a picture
     * @return {@link #NONE} if it has no such message
     */
    static int of(byte[] data, boolean hevc) {
        for (int i = 0; i + 4 < data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                int count = hevc ? ofHevc(data, i + 3) : ofH264(data, i + 3);
                if (count != NONE) {
                    return count;
                }
            }
        }
        return NONE;
    }

    private static int ofH264(byte[] data, int nal) {
        return (data[nal] & 0x1f) == H264_SEI
                ? new RecoveryPoint(data, nal + 1).messages(false)
                : NONE;
    }

    private static int ofHevc(byte[] data, int nal) {
        return (data[nal] >> 1 & 0x3f) == HEVC_SEI
                ? new RecoveryPoint(data, nal + 2).messages(true)
                : NONE;
    }

    /** The messages of one unit; a start code inside is past the end of any that matters. */
    private int messages(boolean hevc) {
        while (bit / 8 + 2 < data.length) {
            int type = number();
            int size = number();
            if (type == RECOVERY_POINT) {
                int code = golomb();
                return hevc ? Math.max(0, code % 2 == 0 ? -code / 2 : (code + 1) / 2) : code;
            }
            if (size == 0) {
                return NONE;
            }
            bit += size * 8;
        }
        return NONE;
    }

    private int number() {
        int sum = 0;
        int part = bits(8);
        for (; part == 0xff; part = bits(8)) {
            sum += part;
        }
        return sum + part;
    }

    private int golomb() {
        int zeros = 0;
        while (zeros < 20 && bits(1) == 0) {
            zeros++;
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            int here = bit / 8 < data.length ? data[bit / 8] >> 7 - bit % 8 & 1 : 0;
            value = value << 1 | here;
        }
        return value;
    }
}
