package io.framewatch.job.alert;

import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Scored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames with an entering score: those in a row, or those among the last ones of a run. Public,
 * because Flink's serializer for records requires it.
 *
 * @param count how many
 * @param first the first of them
 * @param peak the one that tells most, the first of several
 * @param window which of the last frames they are, the lowest bit the latest; 0 for frames in a row
 * @param frames all of them, in order; empty for frames in a row
 */
public record Streak(int count, Sighting first, Sighting peak, int window, List<Sighting> frames) {

    public Streak {
        frames = List.copyOf(frames);
    }

    /**
     * Takes the next frame.
     *
     * @param before null if there is none
     * @param entering whether the frame has an entering score
     * @return null if no frame is left
     */
    static Streak next(Scored condition, Streak before, boolean entering, Sighting frame) {
        return condition.enter().inARow()
                ? inARow(condition, before, entering, frame)
                : among(condition, before, entering, frame);
    }

    /** Whether it starts an alert. */
    boolean isComplete(Enter enter, Sighting frame) {
        return count >= enter.frames()
                // Frames that are late may have been captured before the first one.
                && (enter.lasting().isZero()
                        || Duration.between(first.time(), frame.time()).compareTo(enter.lasting())
                                >= 0);
    }

    private static Streak inARow(
            Scored condition, Streak before, boolean entering, Sighting frame) {
        if (!entering) {
            return null;
        }
        return before == null
                ? new Streak(1, frame, frame, 0, List.of())
                : new Streak(
                        before.count + 1,
                        before.first,
                        Peaks.of(condition.sense(), before.peak, frame),
                        0,
                        List.of());
    }

    private static Streak among(Scored condition, Streak before, boolean entering, Sighting frame) {
        if (before == null && !entering) {
            return null;
        }
        int size = condition.enter().of();
        int all = (before == null ? 0 : before.window << 1) | (entering ? 1 : 0);
        boolean oldestLeaves = before != null && (before.window >>> (size - 1) & 1) == 1;
        List<Sighting> frames = new ArrayList<>(before == null ? List.of() : before.frames);
        if (oldestLeaves) {
            frames.remove(0);
        }
        if (entering) {
            frames.add(frame);
        }
        if (frames.isEmpty()) {
            return null;
        }
        int mask = size == Integer.SIZE ? -1 : (1 << size) - 1;
        Sighting peak = frames.get(0);
        for (Sighting each : frames) {
            peak = Peaks.of(condition.sense(), peak, each);
        }
        return new Streak(frames.size(), frames.get(0), peak, all & mask, frames);
    }
}
