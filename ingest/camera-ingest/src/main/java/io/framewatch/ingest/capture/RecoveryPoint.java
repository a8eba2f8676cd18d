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

    private RecoveryPoint() {}

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

    private static int ofH264(byte[] data, int unit) {
        return (data[unit] & 0x1f) == H264_SEI
                ? messages(new H264Bits(data, unit + 1), false)
                : NONE;
    }

    private static int ofHevc(byte[] data, int unit) {
        return (data[unit] >> 1 & 0x3f) == HEVC_SEI
                ? messages(new H264Bits(data, unit + 2), true)
                : NONE;
    }

    /** The messages of one unit; a start code inside is past the end of any that matters. */
    private static int messages(H264Bits bits, boolean hevc) {
        while (!bits.isAtEnd()) {
            int type = sum(bits);
            int size = sum(bits);
            if (type == RECOVERY_POINT) {
                return hevc ? Math.max(0, bits.signedGolomb()) : bits.golomb();
            }
            if (size == 0) {
                return NONE;
            }
            bits.skipBytes(size);
        }
        return NONE;
    }

    private static int sum(H264Bits bits) {
        int sum = 0;
        int part = bits.number(8);
        for (; part == 0xff; part = bits.number(8)) {
            sum += part;
        }
        return sum + part;
    }
}
