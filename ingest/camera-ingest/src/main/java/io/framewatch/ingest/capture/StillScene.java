package io.framewatch.ingest.capture;

import java.time.Duration;

/**
 * Compares small grey pictures with the last one that was published. A change of brightness
 * everywhere counts only if it is large, so that flickering lights do not count. Not thread-safe.
 */
final class StillScene {

    /** Size of the pictures. */
    static final int COLUMNS = 64;

    static final int ROWS = 48;

    /** Pictures are published for this long after a change, for rules that want several frames. */
    static final Duration LINGER = Duration.ofSeconds(2);

    /** Least change of one sample against the others, of 255; noise makes up to 4. */
    private static final int MIN_LOCAL = 8;

    /** Least change of all samples together, of 255. */
    private static final int MIN_GLOBAL = 10;

    private final long heartbeatMicros;
    private byte[] reference;
    private long lastChange;
    private long lastPublished;

    /** What a picture is. */
    enum Verdict {
        /** To be published: it differs, or one shortly before did. */
        CHANGED,
        /** To be published: it looks the same, but the last one was long ago. */
        HEARTBEAT,
        /** Not to be published. */
        STILL
    }

    StillScene(Duration heartbeat) {
        this.heartbeatMicros = heartbeat.toNanos() / 1000;
    }

    /**
     * Compares the next picture. Unless it is still it counts as published.
     *
     * @param luma {@link #COLUMNS} x {@link #ROWS} samples, 0..255
     * @param micros its time, not before that of the picture before
     */
    Verdict judge(byte[] luma, long micros) {
        if (reference == null || differs(reference, luma)) {
            lastChange = micros;
        }
        Verdict verdict = Verdict.STILL;
        if (micros - lastChange <= LINGER.toNanos() / 1000) {
            verdict = Verdict.CHANGED;
        } else if (micros - lastPublished >= heartbeatMicros) {
            verdict = Verdict.HEARTBEAT;
        }
        if (verdict != Verdict.STILL) {
            reference = luma;
            lastPublished = micros;
        }
        return verdict;
    }

    private static boolean differs(byte[] one, byte[] other) {
        int sum = 0;
        int least = 255;
        int most = -255;
        for (int i = 0; i < one.length; i++) {
            int difference = (other[i] & 0xff) - (one[i] & 0xff);
            sum += difference;
            least = Math.min(least, difference);
            most = Math.max(most, difference);
        }
        double mean = (double) sum / one.length;
        return Math.abs(mean) >= MIN_GLOBAL
                || most - mean >= MIN_LOCAL
                || mean - least >= MIN_LOCAL;
    }
}
