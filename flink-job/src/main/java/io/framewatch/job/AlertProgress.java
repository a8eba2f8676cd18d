package io.framewatch.job;

import io.framewatch.event.AlertRule;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import java.time.Instant;

/**
 * How far one rule has come for one camera: a streak of frames at the enter threshold, then an
 * alert. Public, because Flink's serializer for records requires it.
 *
 * @param active whether the alert has started
 * @param frames frames of the streak, 0 if there is none
 * @param firstFrame id of the streak's first frame; null without a streak
 * @param from capture time of the streak's first frame; null without a streak
 * @param peakScore highest score since the streak began, 0..1
 * @param peak the frame of that score, the first of them if there are several; null without a
 *     streak
 */
public record AlertProgress(
        boolean active,
        int frames,
        FrameId firstFrame,
        Instant from,
        float peakScore,
        FrameLocation peak) {

    static final AlertProgress NONE = new AlertProgress(false, 0, null, null, 0, null);

    /**
     * Takes the next frame of the camera. One without the rule's score ends streak and alert,
     * because nobody knows whether they would go on.
     */
    AlertProgress next(AlertRule rule, Classification frame) {
        return rule.score(frame).map(score -> next(rule, frame, score)).orElse(NONE);
    }

    private AlertProgress next(AlertRule rule, Classification frame, float score) {
        if (score < (active ? rule.exit().score() : rule.enter().score())) {
            return NONE;
        }
        AlertProgress longer = frames == 0 ? begin(frame, score) : extend(frame, score);
        return longer.activeIf(active || longer.frames >= rule.enter().frames());
    }

    /** The progress when the camera starts another run: an alert goes on, a streak does not. */
    AlertProgress inNewRun() {
        return active ? this : NONE;
    }

    private static AlertProgress begin(Classification frame, float score) {
        FrameLocation location = frame.location();
        return new AlertProgress(false, 1, location.frame(), frame.captureTime(), score, location);
    }

    private AlertProgress extend(Classification frame, float score) {
        boolean higher = score > peakScore;
        return new AlertProgress(
                active,
                active ? frames : frames + 1,
                firstFrame,
                from,
                higher ? score : peakScore,
                higher ? frame.location() : peak);
    }

    private AlertProgress activeIf(boolean started) {
        return started == active
                ? this
                : new AlertProgress(started, frames, firstFrame, from, peakScore, peak);
    }
}
