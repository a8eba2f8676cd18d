package io.framewatch.job.alert;

import java.time.Instant;

/**
 * How far one rule has come for one camera. Public, because Flink's serializer for records requires
 * it.
 *
 * @param revision revision of the rule that came so far
 * @param streak frames that may start an alert; null if there are none
 * @param open the alert that has started; null if there is none
 * @param coolUntil no alert starts before; null if one may
 */
public record RuleProgress(String revision, Streak streak, OpenAlert open, Instant coolUntil) {

    static RuleProgress none(String revision) {
        return new RuleProgress(revision, null, null, null);
    }

    boolean isNone() {
        return streak == null && open == null && coolUntil == null;
    }

    RuleProgress with(Streak other) {
        return new RuleProgress(revision, other, open, coolUntil);
    }

    RuleProgress with(OpenAlert other) {
        return new RuleProgress(revision, null, other, coolUntil);
    }

    /** Without streak and alert; no alert starts before a time. */
    RuleProgress coolUntil(Instant time) {
        return new RuleProgress(revision, null, null, time);
    }

    /** Without a cool-down. */
    RuleProgress warm() {
        return coolUntil == null ? this : new RuleProgress(revision, streak, open, null);
    }
}
