package io.framewatch.benchmark;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Latency from the broker's append of a frame to that of its result, with at-least-once delivery,
 * at a steady rate.
 *
 * @param frames number of frames measured
 * @param framesPerSecond rate of the frames
 * @param p50Millis 50th percentile, median of the periods
 * @param p99Millis 99th percentile, median of the periods
 * @param p99MillisByStretch 99th percentile of each period
 * @param maxDelayMillis longest time that the job lets a frame wait for its batch
 * @param batchMillis time of a full batch for the runtime alone
 * @param aimMillis limit for the 99th percentile: longest wait and three batches
 */
record LatencyReport(
        long frames,
        double framesPerSecond,
        double p50Millis,
        double p99Millis,
        List<Double> p99MillisByStretch,
        long maxDelayMillis,
        double batchMillis,
        double aimMillis) {

    private static final int BATCHES = 3;

    /** Makes the report of at least one period, each with at least one frame. */
    static LatencyReport of(
            Collection<List<Duration>> stretches,
            double framesPerSecond,
            Duration maxDelay,
            Duration batchTime) {
        List<List<Duration>> sorted =
                stretches.stream().map(stretch -> stretch.stream().sorted().toList()).toList();
        List<Double> p99 = percentileMillis(sorted, 99);
        double batchMillis = batchTime.toNanos() / 1e6;
        return new LatencyReport(
                sorted.stream().mapToLong(List::size).sum(),
                framesPerSecond,
                Median.of(percentileMillis(sorted, 50)),
                Median.of(p99),
                p99,
                maxDelay.toMillis(),
                batchMillis,
                maxDelay.toMillis() + BATCHES * batchMillis);
    }

    private static List<Double> percentileMillis(List<List<Duration>> sorted, int percent) {
        return sorted.stream()
                .map(stretch -> (double) percentile(stretch, percent).toMillis())
                .toList();
    }

    /** A percentile of at least one value, by nearest rank. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((int) (((long) sorted.size() * percent + 99) / 100) - 1);
    }
}
