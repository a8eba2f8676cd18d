package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;

/**
 * Latency from the broker's append of a frame to that of its result, at least once, at a steady
 * rate.
 *
 * @param frames frames measured
 * @param framesPerSecond rate at which they came
 * @param p50Millis median latency of a stretch, median over the stretches
 * @param p99Millis 99th percentile of a stretch, median over the stretches
 * @param p99MillisByStretch 99th percentile of each stretch
 * @param aim what p99 is to stay within
 */
record LatencyReport(
        long frames,
        double framesPerSecond,
        double p50Millis,
        double p99Millis,
        List<Double> p99MillisByStretch,
        @JsonUnwrapped Aim aim) {

    private static final int BATCHES = 3;

    /**
     * The maximum delay and three batches.
     *
     * @param maxDelayMillis maximum time that the job lets a frame wait for its batch
     * @param batchMillis time of the runtime alone for a full batch
     */
    record Aim(long maxDelayMillis, double batchMillis) {

        @JsonProperty
        double aimMillis() {
            return maxDelayMillis + BATCHES * batchMillis;
        }
    }

    /** Summarises stretches. At least one has a frame. */
    static LatencyReport of(
            Stretches stretches, double framesPerSecond, Duration maxDelay, Duration batchTime) {
        return new LatencyReport(
                stretches.count(),
                framesPerSecond,
                stretches.percentile(50),
                stretches.percentile(99),
                stretches.percentiles(99),
                new Aim(maxDelay.toMillis(), batchTime.toNanos() / 1e6));
    }
}
