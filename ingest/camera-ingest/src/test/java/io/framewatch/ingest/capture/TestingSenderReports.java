package io.framewatch.ingest.capture;

import java.nio.ByteBuffer;
import java.time.Instant;

/** RTCP sender reports of a {@link TestingRtspCamera}. */
final class TestingSenderReports {

    private static final long NTP_EPOCH = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

    private TestingSenderReports() {}

    /**
     * The report that a time stamp means a time (RFC 3550, 6.4.1).
     *
     * @param timestamp in units of 1/90000 s
     */
    static byte[] of(Instant time, long timestamp) {
        long seconds = time.getEpochSecond() - NTP_EPOCH;
        long fraction = (((long) time.getNano() << 32) + 500_000_000) / 1_000_000_000;
        return ByteBuffer.allocate(28)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(0x1234)
                .putInt((int) seconds)
                .putInt((int) fraction)
                .putInt((int) timestamp)
                .array();
    }
}
