package io.framewatch.ingest.capture;

/**
 * Reads the values of an H.264 or HEVC unit, ITU-T H.264 7.2 and 9.1; past the end there are zeros.
 * Not thread-safe.
 */
final class H264Bits {

    private static final int MAX_ZEROS = 20;

    private final byte[] data;
    private int at;
    private int bit;

    /**
     * Reads from a byte on.
     *
     * @param data stays the caller's
     */
    H264Bits(byte[] data, int start) {
        this.data = data;
        this.at = start;
    }

    /** Whether there is nothing more to read. */
    boolean isAtEnd() {
        return at >= data.length;
    }

    boolean flag() {
        return number(1) != 0;
    }

    /** A number of so many bits, at most 31. */
    int number(int bits) {
        int value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | next();
        }
        return value;
    }

    /** A number of the Exp-Golomb code. */
    int golomb() {
        int zeros = 0;
        while (zeros < MAX_ZEROS && next() == 0) {
            zeros++;
        }
        return (1 << zeros) - 1 + number(zeros);
    }

    /** The same with a sign. */
    int signedGolomb() {
        int code = golomb();
        return code % 2 == 0 ? -code / 2 : (code + 1) / 2;
    }

    void skipBytes(int count) {
        for (int i = 0; i < count && !isAtEnd(); i++) {
            advance();
        }
    }

    private int next() {
        if (isAtEnd()) {
            return 0;
        }
        int value = data[at] >> 7 - bit & 1;
        if (++bit == 8) {
            bit = 0;
            advance();
        }
        return value;
    }

    /** A 3 after two zeros only keeps them apart from what follows. */
    private void advance() {
        at++;
        if (at >= 2
                && at < data.length
                && data[at] == 3
                && data[at - 1] == 0
                && data[at - 2] == 0) {
            at++;
        }
    }
}
