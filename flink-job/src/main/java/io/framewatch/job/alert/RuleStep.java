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
 * @param now the time that the camera has reached: that of the event, unless it is late
 * @param out takes the alert's changes
 */
record RuleStep(CameraId camera, RuleRevision rule, Instant now, Consumer<Alert> out) {

    /**
     * Takes the next frame of the camera.
     *
     * @param before how far the rule has come
     * @param together whether the frame belongs together with the last one
     * @param frame the frame and its score for the rule; null as score if it has none
     */
    RuleProgress score(Scored condition, RuleProgress before, boolean together, Sighting frame) {
        RuleProgress known = together ? before : before.with((Streak) null);
        if (!rule.rule().activation().includes(frame.time())) {
            return ended(known, frame.time(), EndReason.OFF_SCHEDULE);
        }
        if (frame.score() == null) {
            return ended(known, frame.time(), EndReason.SCORE_UNKNOWN);
        }
        return known.open() == null
                ? closed(condition, known, frame)
                : open(condition, known, frame);
    }

    /** Starts an alert. */
    RuleProgress started(RuleProgress before, OpenAlert alert) {
        tell(alert, Change.started(alert.from(), now), null);
        return before.with(alert);
    }

    /**
     * Ends streak and alert.
     *
     * @param to when what the alert tells of was over
     * @param reason null if that was by its score or the end of its condition
     */
    RuleProgress ended(RuleProgress before, Instant to, EndReason reason) {
        OpenAlert alert = before.open();
        if (alert == null) {
            return before.with((Streak) null);
        }
        // A frame that is late may have been captured before the alert began.
        Instant end = CameraStep.later(to, alert.from());
        tell(alert, Change.ended(alert.from(), end, now), reason);
        Duration coolDown = rule.rule().pace().coolDown();
        Instant coolUntil = end.plus(coolDown);
        return before.coolUntil(coolUntil.isAfter(now) ? coolUntil : null);
    }

    private RuleProgress closed(Scored condition, RuleProgress before, Sighting frame) {
        boolean entering = condition.enters(frame.score());
        Streak streak = Streak.next(condition, before.streak(), entering, frame);
        if (!entering
                || before.coolUntil() != null
                || !streak.isComplete(condition.enter(), frame)) {
            return before.with(streak);
        }
        Sighting first = streak.first();
        return started(
                before,
                OpenAlert.of(rule.rule(), first.frame().frame(), first.time(), streak.peak(), now));
    }

    private RuleProgress open(Scored condition, RuleProgress before, Sighting frame) {
        OpenAlert alert = before.open();
        if (condition.exits(frame.score())) {
            Instant since = alert.exitingSince() == null ? frame.time() : alert.exitingSince();
            Duration lasting = condition.exit().lasting();
            return lasting.isZero() || Duration.between(since, frame.time()).compareTo(lasting) >= 0
                    ? ended(before, since, null)
                    : before.with(alert.exitingSince(since));
        }
        OpenAlert going =
                alert.exitingSince(null).withPeak(Peaks.of(condition.sense(), alert.peak(), frame));
        Duration updates = rule.rule().pace().updates();
        if (updates == null || now.isBefore(alert.toldAt().plus(updates))) {
            return before.with(going);
        }
        tell(going, Change.updated(going.from(), now), null);
        return before.with(going.toldAt(now));
    }

    private void tell(OpenAlert alert, Change change, EndReason reason) {
        out.accept(alert.toAlert(camera, rule.revision(), change, reason));
    }
}
