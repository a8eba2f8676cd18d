package io.framewatch.cli.alerts;

import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.Alert;
import io.framewatch.event.Alert.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The frames that tell of an alert: from shortly before it, but after the alert before, to its
 * latest decision.
 *
 * @param after frames after this time
 * @param to and up to this one
 * @param previous the alert of the same rule and camera before
 */
record AlertSpan(Instant after, Instant to, Optional<Alert> previous) {

    /** Shows that the alert did not start earlier. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    /**
     * @param all the alerts that are retained
     */
    static AlertSpan of(RecordedAlert alert, Collection<RecordedAlert> all) {
        Instant lead = alert.from().minus(LEAD);
        Instant to = alert.last().change().decidedAt();
        Optional<Alert> previous =
                all.stream()
                        .filter(other -> isBefore(other, alert))
                        .map(RecordedAlert::last)
                        .max(Comparator.comparing(end -> end.change().decidedAt()));
        Instant after = previous.map(AlertSpan::end).filter(end -> end.isAfter(lead)).orElse(lead);
        return new AlertSpan(after, to, previous);
    }

    boolean contains(Instant time) {
        return time.isAfter(after) && !time.isAfter(to);
    }

    private static boolean isBefore(RecordedAlert other, RecordedAlert alert) {
        return !other.id().equals(alert.id())
                && other.trigger().rule().equals(alert.trigger().rule())
                && other.trigger().camera().equals(alert.trigger().camera())
                && other.to().isPresent()
                && other.last().change().decidedAt().isBefore(alert.first().change().decidedAt());
    }

    /** The frame that ended the alert before is no part of the next, unless the rule changed. */
    private static Instant end(Alert previous) {
        Instant decided = previous.change().decidedAt();
        return previous.endReason() == EndReason.RULE_CHANGED ? decided.minusNanos(1000) : decided;
    }
}
