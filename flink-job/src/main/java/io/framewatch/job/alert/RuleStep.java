package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.Change;
import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.CameraId;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Brings one rule further by one event of a camera.
 *
 * @param camera the camera
 * @param rule the rule
 * @param out takes the alert's changes
 */
record RuleStep(CameraId camera, RuleRevision rule, Consumer<Alert> out) {

    /**
     * Takes the next frame of the camera.
     *
     * @param before how far the rule has come
     * @param sameRun whether the last frame was of the same run
     * @param frame the frame and its score for the rule; null as score if it has none
     */
    RuleProgress score(Scored condition, RuleProgress before, boolean sameRun, Sighting frame) {
        RuleProgress warm = warmed(sameRun ? before : before.with((Streak) null), frame.time());
        if (!rule.rule().activation().includes(frame.time())) {
            return ended(warm, frame.time(), frame.time(), EndReason.OFF_SCHEDULE);
        }
        if (frame.score() == null) {
            return ended(warm, frame.time(), frame.time(), EndReason.SCORE_UNKNOWN);
        }
        return warm.open() == null ? closed(condition, warm, frame) : open(condition, warm, frame);
    }

    /** Ends streak and alert of a camera without frames since one. */
    RuleProgress afterGap(RuleProgress before, Instant lastFrame) {
        Instant end = lastFrame.plus(rule.rule().pace().maxGap());
        return ended(before, end, end, EndReason.NO_FRAMES);
    }

    /** Starts an alert that no score raises. */
    RuleProgress started(RuleProgress before, OpenAlert alert) {
        tell(alert, Change.started(alert.from(), alert.toldAt()), null);
        return before.with(alert);
    }

    /**
     * Ends streak and alert.
     *
     * @param to when what the alert tells of was over
     */
    RuleProgress ended(RuleProgress before, Instant to, Instant decidedAt, EndReason reason) {
        OpenAlert alert = before.open();
        if (alert == null) {
            return before.with((Streak) null);
        }
        tell(alert, Change.ended(alert.from(), to, decidedAt), reason);
        Duration coolDown = rule.rule().pace().coolDown();
        return before.coolUntil(coolDown.isZero() ? null : to.plus(coolDown));
    }

    private RuleProgress closed(Scored condition, RuleProgress before, Sighting frame) {
        Streak streak =
                Streak.next(condition, before.streak(), condition.enters(frame.score()), frame);
        if (streak == null
                || before.coolUntil() != null
                || !streak.isComplete(condition.enter(), frame)) {
            return before.with(streak);
        }
        Sighting first = streak.first();
        return started(
                before,
                OpenAlert.of(
                        rule.rule(),
                        first.frame().frame(),
                        first.time(),
                        streak.peak(),
                        frame.time()));
    }

    private RuleProgress open(Scored condition, RuleProgress before, Sighting frame) {
        OpenAlert alert = before.open();
        if (condition.exits(frame.score())) {
            Instant since = alert.exitingSince() == null ? frame.time() : alert.exitingSince();
            Duration lasted = Duration.between(since, frame.time());
            return lasted.compareTo(condition.exit().lasting()) >= 0
                    ? ended(before, since, frame.time(), null)
                    : before.with(alert.exitingSince(since));
        }
        OpenAlert going =
                alert.exitingSince(null).withPeak(Peaks.of(condition.sense(), alert.peak(), frame));
        Duration updates = rule.rule().pace().updates();
        if (updates == null || frame.time().isBefore(alert.toldAt().plus(updates))) {
            return before.with(going);
        }
        tell(going, Change.updated(going.from(), frame.time()), null);
        return before.with(going.toldAt(frame.time()));
    }

    /** Forgets a cool-down that is over. */
    private static RuleProgress warmed(RuleProgress before, Instant now) {
        return before.coolUntil() == null || now.isBefore(before.coolUntil())
                ? before
                : new RuleProgress(before.revision(), before.streak(), before.open(), null);
    }

    private void tell(OpenAlert alert, Change change, EndReason reason) {
        out.accept(alert.toAlert(camera, rule.revision(), change, reason));
    }
}
