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
 */
public record FaultTolerance(
        Guarantee delivery, Duration checkpointInterval, String transactionalIdPrefix) {

    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

    /** Guarantee of the sinks, see {@link Delivery}. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    public FaultTolerance {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        if (checkpointInterval.compareTo(MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-interval "
                            + checkpointInterval.toMillis()
                            + "ms must be at least 10ms");
        }
    }

    Delivery toDelivery() {
        return switch (delivery) {
            case EXACTLY_ONCE -> Delivery.exactlyOnce(transactionalIdPrefix, checkpointInterval);
            case AT_LEAST_ONCE -> Delivery.atLeastOnce();
        };
    }
}
