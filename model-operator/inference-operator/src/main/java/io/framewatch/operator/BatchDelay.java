package io.framewatch.operator;

import java.time.Duration;

/**
 * How long a batch waits for more frames after its first one. A frame that is there the moment the
 * batch before is done has waited in the source, perhaps as long as that batch took: this counts,
 * so that under load, too, no frame waits longer than the maximum. Times are milliseconds. Not
 * thread-safe.
 */
final class BatchDelay {

    /** Until then a frame counts as one that was there already. */
    private static final long MOMENT = 1;

    private final Duration maximum;
    private long busySince = Long.MIN_VALUE;
    private long busyUntil = Long.MIN_VALUE;

    BatchDelay(Duration maximum) {
        this.maximum = maximum;
    }

    /** Takes note of when a batch was classified, and no frame could be taken. */
    void busy(long since, long until) {
        busySince = since;
        busyUntil = until;
    }

    /** What is left of the delay for a batch whose first frame is taken now. */
    Duration left(long now) {
        if (busyUntil < now - MOMENT) {
            return maximum;
        }
        Duration left = maximum.minusMillis(busyUntil - busySince);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
