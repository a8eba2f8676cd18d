package io.framewatch.operator;

import java.time.Duration;

/**
 * How long a batch waits for more frames after its first one. A frame that is taken right after a
 * batch may have waited in the source for as long as that batch ran. This time counts, so that no
 * frame waits longer than the maximum under load either. Times are milliseconds. Not thread-safe.
 */
final class BatchDelay {

    /** Time after a batch within which a frame counts as one that has waited. */
    private static final long MOMENT = 1;

    private final Duration maximum;
    private long busySince = Long.MIN_VALUE;
    private long busyUntil = Long.MIN_VALUE;

    BatchDelay(Duration maximum) {
        this.maximum = maximum;
    }

    /** Notes when a batch ran; no frame could be taken meanwhile. */
    void busy(long since, long until) {
        busySince = since;
        busyUntil = until;
    }

    /** The rest of the delay for a batch whose first frame is taken now. */
    Duration left(long now) {
        if (busyUntil < now - MOMENT) {
            return maximum;
        }
        Duration left = maximum.minusMillis(busyUntil - busySince);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
