package io.framewatch.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.operator.Batching;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code job}: how the job runs.
 *
 * @param parallelism parallel tasks, at least 1; tasks above the partitions of the frames topic
 *     stay idle
 * @param batching how frames are collected into batches
 * @param deadlines when frames are too old, or late
 * @param faultTolerance what the job does so that a failure loses nothing
 * @param group consumer group whose committed offsets a job without checkpoint starts from
 * @param ledgerGrace how long frames may lack an answer after the end of their run, above zero
 */
public record ExecutionOptions(
        int parallelism,
        @JsonUnwrapped Batching batching,
        @JsonUnwrapped Deadlines deadlines,
        @JsonUnwrapped FaultTolerance faultTolerance,
        String group,
        Duration ledgerGrace) {

    public ExecutionOptions {
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(deadlines, "deadlines");
        Objects.requireNonNull(faultTolerance, "faultTolerance");
        Objects.requireNonNull(group, "group");
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "parallelism " + parallelism + " must be at least 1");
        }
        if (ledgerGrace.isZero()) {
            throw new IllegalArgumentException("ledger-grace 0ms must be above zero");
        }
    }
}
