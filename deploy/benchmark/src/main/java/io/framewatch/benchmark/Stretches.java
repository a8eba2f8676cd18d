package io.framewatch.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Latencies by the period of ten seconds in which what they are of began. Machines are shared: the
 * median over the periods leaves out those in which something else ran. Not thread-safe.
 */
final class Stretches {

    static final Duration LENGTH = Duration.ofSeconds(10);

    private static final int DIGITS = 3;

    private final Instant from;
    private final List<Histogram> millis;

    /**
     * @param from begin of the first one
     * @param count how many, at least 1
     */
    Stretches(Instant from, int count) {
        this.from = from;
        this.millis = IntStream.range(0, count).mapToObj(i -> new Histogram(DIGITS)).toList();
    }

    Instant end() {
        return from.plus(LENGTH.multipliedBy(millis.size()));
    }

    /** Takes a latency; one of what began before or after all of them is left out. */
    void record(Instant began, Duration latency) {
        long stretch = Math.floorDiv(Duration.between(from, began).toNanos(), LENGTH.toNanos());
        if (stretch >= 0 && stretch < millis.size()) {
            millis.get((int) stretch).recordValue(latency.toMillis());
        }
    }

    /** Number of latencies in all of them. */
    long count() {
        return millis.stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /** The median over the stretches of a percentile, milliseconds. */
    double percentile(double percentile) {
        return new Median()
                .evaluate(
                        percentiles(percentile).stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray());
    }

    /** A percentile of each that has latencies, milliseconds. */
    List<Double> percentiles(double percentile) {
        return millis.stream()
                .filter(stretch -> stretch.getTotalCount() > 0)
                .map(stretch -> (double) stretch.getValueAtPercentile(percentile))
                .toList();
    }
}
