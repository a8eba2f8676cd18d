package io.framewatch.job;

import io.framewatch.sink.Delivery;
import java.time.Duration;
import java.util.Objects;

/**
 * What the job does so that a failure loses nothing.
 *
 * @param delivery guarantee of the sinks
 * @param checkpointInterval time between checkpoints, at least 10 ms; exactly once also the delay
 *     of what consumers see
 * @param transactionalIdPrefix prefix of the sinks' transactional ids; not shared with another job
 * @param transactionTimeout how long a transaction may be open, see {@link Delivery}; exactly once
 *     at least a minute above the checkpoint interval
 */
public record FaultTolerance(
        Guarantee delivery,
        Duration checkpointInterval,
        String transactionalIdPrefix,
        Duration transactionTimeout) {

    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

    /** For a checkpoint and a quick restart. */
    private static final Duration MIN_RESTART_TIME = Duration.ofMinutes(1);

    /** A checkpoint takes well below a second unless something is wrong. */
    static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(1);

    /** Guarantee of the sinks, see {@link Delivery}. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    public FaultTolerance {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
        if (checkpointInterval.compareTo(MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-interval "
                            + checkpointInterval.toMillis()
                            + "ms must be at least 10ms");
        }
        if (delivery == Guarantee.EXACTLY_ONCE
                && transactionTimeout.compareTo(checkpointInterval.plus(MIN_RESTART_TIME)) < 0) {
            throw new IllegalArgumentException(
                    "transaction-timeout %ds must be at least a minute above checkpoint-interval %ds"
                            .formatted(
                                    transactionTimeout.toSeconds(),
                                    checkpointInterval.toSeconds()));
        }
    }

    /**
     * How many checkpoints in a row may fail before the job starts again from the last good one.
     * The transactions of all of them are committed with the next good one, and the records of one
     * that is older than the time-out by then are lost. So they may take half of it, and leave the
     * other half for an outage. The first transaction is open for an interval before, and one
     * interval is spare.
     */
    int tolerableFailedCheckpoints() {
        Duration lifetime =
                transactionTimeout.dividedBy(2).minus(checkpointInterval.multipliedBy(2));
        long checkpoints = lifetime.dividedBy(CHECKPOINT_TIMEOUT.plus(checkpointInterval));
        return Math.toIntExact(Math.max(0, checkpoints - 1));
    }

    Delivery toDelivery() {
        return switch (delivery) {
            case EXACTLY_ONCE -> Delivery.exactlyOnce(transactionalIdPrefix, transactionTimeout);
            case AT_LEAST_ONCE -> Delivery.atLeastOnce();
        };
    }
}
