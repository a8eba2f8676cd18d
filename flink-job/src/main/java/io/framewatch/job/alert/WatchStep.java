package io.framewatch.job.alert;

import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings one rule on silence or on a view further by the passing of time.
 *
 * @param scene the camera and what is known of it
 * @param rule the rule
 * @param camera how far the camera has come
 */
record WatchStep(CameraStep.Scene scene, RuleRevision rule, CameraProgress camera) {

    /** How often it is looked whether a camera may still be captured. */
    static final Duration REVIEW = Duration.ofMinutes(1);

    /** A camera that gives nothing for this long is gone: its alerts end. */
    static final Duration GONE_AFTER = Duration.ofDays(7);

    /** When something happens if nothing comes; null if nothing does. */
    Instant due(RuleProgress progress) {
        if (progress.open() == null) {
            return start(progress);
        }
        Instant hoursEnd = activation().until(camera.asOf()).orElse(null);
        Instant look = CameraStep.earlier(camera.asOf().plus(REVIEW), hoursEnd);
        return CameraStep.earlier(look, gone());
    }

    /** Lets happen what is due. */
    RuleProgress fire(RuleProgress progress) {
        Instant now = camera.asOf();
        if (progress.open() != null) {
            EndReason over = over();
            return over == null ? progress : step().ended(progress, now, over);
        }
        Instant start = start(progress);
        if (start == null || start.isAfter(now)) {
            return progress;
        }
        // A camera that is captured again has as long as ever to come up.
        return scene.mayBeCaptured(now)
                ? step().started(progress, opened())
                : progress.coolUntil(
                        now.plus(lasting().compareTo(REVIEW) > 0 ? lasting() : REVIEW));
    }

    private EndReason over() {
        if (!activation().includes(camera.asOf())) {
            return EndReason.OFF_SCHEDULE;
        }
        if (!scene.mayBeCaptured(camera.asOf())) {
            return EndReason.RULE_CHANGED;
        }
        return camera.asOf().isBefore(gone()) ? null : EndReason.NO_FRAMES;
    }

    /** When an alert starts if nothing comes; null if never. */
    private Instant start(RuleProgress progress) {
        Instant since = since();
        if (since == null) {
            return null;
        }
        Instant allowed = CameraStep.later(camera.asOf(), progress.coolUntil());
        Instant start = CameraStep.later(since.plus(lasting()), allowed);
        return activation().next(start).filter(time -> time.isBefore(gone())).orElse(null);
    }

    /** Since when the camera is as the rule waits for; null if it is not. */
    private Instant since() {
        if (rule.rule().condition() instanceof Blinded blinded) {
            return camera.shows(blinded.views()) ? camera.view().since() : null;
        }
        return camera.last() == null ? null : camera.last().time();
    }

    private OpenAlert opened() {
        boolean silent = rule.rule().condition() instanceof Silent;
        Object what =
                silent
                        ? camera.last().frame().frame()
                        : scene.camera() + "/" + since().toEpochMilli();
        // Of one silence there may be several alerts, if the rule changes: later ones say when.
        boolean first = camera.asOf().equals(since().plus(lasting()));
        Object origin = first ? what : what + "/" + camera.asOf().toEpochMilli();
        Sighting evidence = silent ? camera.last() : null;
        return OpenAlert.of(rule.rule(), origin, since(), evidence, camera.asOf());
    }

    private Instant gone() {
        Instant shown = camera.view() == null ? null : camera.view().since();
        Instant seen = camera.last() == null ? null : camera.last().time();
        return CameraStep.later(seen, shown).plus(GONE_AFTER);
    }

    private Duration lasting() {
        return rule.rule().condition() instanceof Silent silent
                ? silent.lasting()
                : ((Blinded) rule.rule().condition()).lasting();
    }

    private Activation activation() {
        return rule.rule().activation();
    }

    private RuleStep step() {
        return new RuleStep(scene.camera(), rule, camera.asOf(), scene.out());
    }
}
