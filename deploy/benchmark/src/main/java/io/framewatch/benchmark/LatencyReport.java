package io.framewatch.benchmark;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * From the broker's append of a frame to that of its result, at least once, at a steady rate.
 *
 * @param frames frames measured
 * @param framesPerSecond rate at which they came
 * @param p50Millis what half of the frames did not exceed, median of the stretches
 * @param p99Millis what all but one of a hundred did not exceed, median of the stretches
 * @param p99MillisByStretch the same of each
 * @param maxDelayMillis longest time that the job lets a frame wait for its batch
 * @param batchMillis what a full batch takes the runtime alone
 * @param aimMillis longest wait and three batches: what p99 is to stay within
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

    /** Of the latencies of at least one stretch, of at least one frame each. */
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

    /** The smallest of at least one value that so many percent do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((int) (((long) sorted.size() * percent + 99) / 100) - 1);
    }
}
