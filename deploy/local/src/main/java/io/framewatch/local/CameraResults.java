package io.framewatch.local;

import io.framewatch.event.Classification;
import io.framewatch.event.LabelScore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Results of one camera. Not thread-safe. */
final class CameraResults {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(5);

    /** What is later was captured by another clock. */
    private static final Duration MAX_LATENCY = Duration.ofDays(1);

    /** Significant digits of recorded latencies. */
    static final int LATENCY_DIGITS = 3;

    private final ArrayDeque<Instant> recent = new ArrayDeque<>();
    private final Histogram latencyMillis = new Histogram(LATENCY_DIGITS);
    private long classified;
    private long deadLettered;
    private long shed;
    private Instant firstCapture;
    private Instant lastCapture;
    private Classification latest;

    /**
     * A camera's state for the view.
     *
     * @param answered its frames that were answered
     * @param fps results a second over the last seconds
     * @param captureFps classified frames a second by their capture times, first to last
     * @param latest the latest result; empty before the first
     * @param latencyMillis median from capture to result
     */
    record Snapshot(
            FrameCounts.Answered answered,
            double fps,
            double captureFps,
            Optional<Classification> latest,
            long latencyMillis) {

        /** The latest result's best label, of the camera's head if it has one. */
        Optional<LabelScore> best() {
            return latest.map(
                            result ->
                                    result.scores().heads().isEmpty()
                                            ? result.scores().top()
                                            : result.scores().heads().get(0).scores())
                    .flatMap(scores -> scores.stream().findFirst());
        }
    }

    /** Counts a result. */
    void classified(Classification result, Instant readAt) {
        firstCapture = firstCapture == null ? result.captureTime() : firstCapture;
        lastCapture = result.captureTime();
        classified++;
        latest = result;
        recent.addLast(readAt);
        latencyMillis.recordValue(latency(result.captureTime(), readAt).toMillis());
        forgetBefore(readAt.minus(RATE_WINDOW));
    }

    private static Duration latency(Instant captured, Instant readAt) {
        Duration latency = Duration.between(captured, readAt);
        if (latency.isNegative()) {
            return Duration.ZERO;
        }
        return latency.compareTo(MAX_LATENCY) > 0 ? MAX_LATENCY : latency;
    }

    void deadLettered() {
        deadLettered++;
    }

    void shed() {
        shed++;
    }

    FrameCounts.Answered answered() {
        return new FrameCounts.Answered(classified, deadLettered, shed);
    }

    /** Milliseconds from capture to the result being read; the histogram itself, not a copy. */
    Histogram latencyMillis() {
        return latencyMillis;
    }

    Snapshot snapshot(Instant now) {
        forgetBefore(now.minus(RATE_WINDOW));
        double fps = recent.size() * 1000.0 / RATE_WINDOW.toMillis();
        return new Snapshot(
                answered(),
                fps,
                captureFps(),
                Optional.ofNullable(latest),
                latencyMillis.getValueAtPercentile(50));
    }

    private double captureFps() {
        if (classified < 2 || !firstCapture.isBefore(lastCapture)) {
            return 0;
        }
        Duration between = Duration.between(firstCapture, lastCapture);
        return (classified - 1) / (between.toSeconds() + between.toNanosPart() / 1e9);
    }

    private void forgetBefore(Instant start) {
        while (!recent.isEmpty() && recent.peekFirst().isBefore(start)) {
            recent.removeFirst();
        }
    }
}
