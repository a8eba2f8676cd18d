package io.framewatch.local;

import io.framewatch.event.Classification;
import io.framewatch.event.LabelScore;
import io.framewatch.frame.FrameId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Results of one camera. Not thread-safe. */
final class CameraResults {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(5);

    /** Significant digits of recorded latencies. */
    static final int LATENCY_DIGITS = 3;

    private final AnsweredFrames answered = new AnsweredFrames();
    private final ArrayDeque<Instant> recent = new ArrayDeque<>();
    private final Histogram latencyMillis = new Histogram(LATENCY_DIGITS);
    private long classified;
    private long deadLettered;
    private long shed;
    private Instant firstCapture;
    private Instant lastCapture;
    private LabelScore best;

    /**
     * A camera's state for the view.
     *
     * @param classified frames with a result
     * @param deadLettered frames that are dead letters
     * @param shed frames that were past their deadline
     * @param fps results a second over the last seconds
     * @param captureFps classified frames a second by their capture times, first to last
     * @param best the latest result's best label; empty before the first
     * @param latencyMillis median from capture to result
     */
    record Snapshot(
            long classified,
            long deadLettered,
            long shed,
            double fps,
            double captureFps,
            Optional<LabelScore> best,
            long latencyMillis) {}

    /** Counts a result; false if the frame was counted before. */
    boolean classified(FrameId frame, Classification result, Instant readAt) {
        if (!answered.add(frame)) {
            return false;
        }
        firstCapture = firstCapture == null ? result.captureTime() : firstCapture;
        lastCapture = result.captureTime();
        classified++;
        best = result.top().isEmpty() ? null : result.top().get(0);
        recent.addLast(readAt);
        latencyMillis.recordValue(
                Math.max(0, Duration.between(result.captureTime(), readAt).toMillis()));
        forgetBefore(readAt.minus(RATE_WINDOW));
        return true;
    }

    void deadLettered() {
        deadLettered++;
    }

    /** Counts a frame that was shed; false if it was counted before. */
    boolean shed(FrameId frame) {
        boolean first = answered.add(frame);
        shed += first ? 1 : 0;
        return first;
    }

    long frames() {
        return classified + deadLettered + shed;
    }

    /** Milliseconds from capture to the result being read; the histogram itself, not a copy. */
    Histogram latencyMillis() {
        return latencyMillis;
    }

    Snapshot snapshot(Instant now) {
        forgetBefore(now.minus(RATE_WINDOW));
        double fps = recent.size() * 1000.0 / RATE_WINDOW.toMillis();
        return new Snapshot(
                classified,
                deadLettered,
                shed,
                fps,
                captureFps(),
                Optional.ofNullable(best),
                latencyMillis.getValueAtPercentile(50));
    }

    private double captureFps() {
        if (classified < 2) {
            return 0;
        }
        return (classified - 1) * 1e6 / ChronoUnit.MICROS.between(firstCapture, lastCapture);
    }

    private void forgetBefore(Instant start) {
        while (!recent.isEmpty() && recent.peekFirst().isBefore(start)) {
            recent.removeFirst();
        }
    }
}
