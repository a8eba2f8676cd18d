package io.framewatch.page.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Rate and latency of the latest results of a camera, in a few kilobytes however fast they come.
 * Not thread-safe.
 */
final class Window {

    private static final int MAX_LATENCIES = 256;
    private static final int MAX_TIMES = 512;
    private static final Duration RATE = Duration.ofSeconds(5);

    /** Share of the latest pause in the usual one. */
    private static final double PAUSE_WEIGHT = 0.1;

    /** What is later was captured by another clock. */
    private static final long MAX_LATENCY_MILLIS = Duration.ofDays(1).toMillis();

    private final int[] latencies = new int[MAX_LATENCIES];
    private final ArrayDeque<Instant> times = new ArrayDeque<>();
    private long count;
    private Instant latest;
    private double usualMillis;

    void add(Instant captured, Instant readAt) {
        if (latest != null) {
            double pause = Duration.between(latest, readAt).toMillis();
            usualMillis += (pause - usualMillis) * PAUSE_WEIGHT;
        }
        latest = readAt;
        long millis = Duration.between(captured, readAt).toMillis();
        latencies[(int) (count++ % MAX_LATENCIES)] =
                (int) Math.max(0, Math.min(MAX_LATENCY_MILLIS, millis));
        times.addLast(readAt);
        while (times.size() > MAX_TIMES || times.peekFirst().isBefore(readAt.minus(RATE))) {
            times.removeFirst();
        }
    }

    /** Results a second. */
    double rate(Instant now) {
        Instant start = now.minus(RATE);
        long recent = times.stream().filter(time -> !time.isBefore(start)).count();
        return recent / (double) RATE.toSeconds();
    }

    /** The usual time from a result to the next. */
    Duration usualPause() {
        return Duration.ofMillis((long) usualMillis);
    }

    /** Milliseconds that so many of a hundred results do not exceed; null before the first. */
    Integer percentile(int percent) {
        int size = (int) Math.min(count, MAX_LATENCIES);
        if (size == 0) {
            return null;
        }
        int[] sorted = Arrays.copyOf(latencies, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, size * percent / 100)];
    }
}
