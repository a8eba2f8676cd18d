package io.framewatch.job;

import io.framewatch.sink.Delivery;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code job}: how the job runs.
 *
 * @param parallelism parallel tasks, at least 1; tasks above the partitions of the frames topic
 *     stay idle
 * @param maxBatch most frames in one run of the model, at least 1
 * @param maxDelay longest time that a frame waits for its batch to fill
 * @param maxAge frames captured longer ago are shed instead of classified; null classifies all
 * @param delivery guarantee of the sinks
 * @param checkpointInterval time between checkpoints, at least 10 ms; exactly once also the delay
 *     of what consumers see
 * @param transactionalIdPrefix prefix of the sinks' transactional ids; not shared with another job
 * @param group consumer group whose committed offsets a job without checkpoint starts from
 */
public record ExecutionOptions(
        int parallelism,
        int maxBatch,
        Duration maxDelay,
        Duration maxAge,
        Guarantee delivery,
        Duration checkpointInterval,
        String transactionalIdPrefix,
        String group) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** Guarantee of the sinks, see {@link Delivery}. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    public ExecutionOptions {
        Objects.requireNonNull(maxDelay, "maxDelay");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        Objects.requireNonNull(group, "group");
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "parallelism " + parallelism + " must be at least 1");
        }
        if (maxAge != null && maxAge.isZero()) {
            throw new IllegalArgumentException("max-age 0ms must be above zero");
        }
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
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
