package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.apache.commons.math3.stat.descriptive.rank.Median;

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

    /**
     * Summarises stretches.
     *
     * @param stretches latencies of each in milliseconds; at least one stretch of at least one
     *     frame
     */
    static LatencyReport of(
            Collection<Histogram> stretches,
            double framesPerSecond,
            Duration maxDelay,
            Duration batchTime) {
        double[] p99 = percentiles(stretches, 99);
        return new LatencyReport(
                stretches.stream().mapToLong(Histogram::getTotalCount).sum(),
                framesPerSecond,
                new Median().evaluate(percentiles(stretches, 50)),
                new Median().evaluate(p99),
                DoubleStream.of(p99).boxed().toList(),
                new Aim(maxDelay.toMillis(), batchTime.toNanos() / 1e6));
    }

    private static double[] percentiles(Collection<Histogram> stretches, double percentile) {
        return stretches.stream()
                .mapToDouble(stretch -> stretch.getValueAtPercentile(percentile))
                .toArray();
    }
}
