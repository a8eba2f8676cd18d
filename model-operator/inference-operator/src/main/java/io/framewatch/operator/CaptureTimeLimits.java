package io.framewatch.operator;

import io.framewatch.topic.MalformedRecordException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The range of capture times that can be written. They are the timestamps of results, and topics
 * refuse timestamps that are too far from the broker's clock.
 *
 * @param maxPast greatest age of a frame
 * @param maxFuture most that a frame may be ahead of the task manager's clock
 */
public record CaptureTimeLimits(Duration maxPast, Duration maxFuture) implements Serializable {

    private static final Duration ANY = Duration.ofMillis(Long.MAX_VALUE);

    /** Frames of any time. */
    public static final CaptureTimeLimits NONE = new CaptureTimeLimits(ANY, ANY);

    public CaptureTimeLimits {
        Objects.requireNonNull(maxPast, "maxPast");
        Objects.requireNonNull(maxFuture, "maxFuture");
    }

    /**
     * Checks a capture time.
     *
     * @throws MalformedRecordException if results of such a frame cannot be written
     */
    void check(Instant captureTime, Instant now) throws MalformedRecordException {
        // The records of results have whole milliseconds, rounded down.
        long aheadMillis = captureTime.toEpochMilli() - now.toEpochMilli();
        Duration ahead = Duration.ofMillis(aheadMillis);
        if (ahead.compareTo(maxFuture) > 0) {
            throw new MalformedRecordException(
                    "capture time %s is %s ahead of the clock: must be at most %s, for topics of"
                                    .formatted(captureTime, ahead, maxFuture)
                            + " results refuse more (message.timestamp.after.max.ms)");
        }
        Duration past = Duration.ofMillis(-aheadMillis);
        if (past.compareTo(maxPast) > 0) {
            throw new MalformedRecordException(
                    "capture time %s is %s ago: must be at most %s, for topics of results refuse"
                                    .formatted(captureTime, past, maxPast)
                            + " more (message.timestamp.before.max.ms)");
        }
    }
}
