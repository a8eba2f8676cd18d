package io.framewatch.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * From a frame's sending to its result on the topic, at least once, at a steady rate.
 *
 * @param frames frames measured
 * @param framesPerSecond rate at which they came
 * @param p50Millis what half of the frames did not exceed
 * @param p99Millis what all but one of a hundred did not exceed
 * @param maxDelayMillis longest time that the job lets a frame wait for its batch
 * @param batchMillis what a full batch takes the runtime alone
 * @param aimMillis longest wait and three batches: what p99 is to stay within
 */
record LatencyReport(
        long frames,
        double framesPerSecond,
        long p50Millis,
        long p99Millis,
        long maxDelayMillis,
        double batchMillis,
        double aimMillis) {

    private static final int BATCHES = 3;

    static LatencyReport of(
            List<Duration> latencies,
            double framesPerSecond,
            Duration maxDelay,
            Duration batchTime) {
        List<Duration> sorted = latencies.stream().sorted().toList();
        double batchMillis = batchTime.toNanos() / 1e6;
        return new LatencyReport(
                sorted.size(),
                framesPerSecond,
                percentile(sorted, 50).toMillis(),
                percentile(sorted, 99).toMillis(),
                maxDelay.toMillis(),
                batchMillis,
                maxDelay.toMillis() + BATCHES * batchMillis);
    }

    /** The smallest of at least one value that so many percent do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((int) (((long) sorted.size() * percent + 99) / 100) - 1);
    }
}
