package io.framewatch.cli.alerts;

import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.FrameLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares an alert with what was decided again. */
final class AlertComparison {

    private AlertComparison() {}

    static List<Check> of(RecordedAlert alert, RecordedAlert again, ScoreComparison scores) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("id", alert.id(), again.id()));
        scores.check().ifPresent(checks::add);
        Map<String, Alert> decided = new HashMap<>();
        again.changes().forEach(change -> decided.put(key(change), change));
        for (Alert change : alert.changes()) {
            Alert other = decided.remove(key(change));
            String state = AlertText.word(change.state());
            checks.add(Check.of(state, text(change), other == null ? "none" : text(other)));
            if (other != null) {
                checks.add(
                        Check.ofScores(
                                state + " score", change.peak().score(), other.peak().score()));
                checks.add(frames(state + " evidence", change, other, scores));
            }
        }
        // The start may have been deleted since.
        decided.remove(AlertState.STARTED.name());
        decided.values()
                .forEach(
                        other ->
                                checks.add(
                                        Check.of(
                                                AlertText.word(other.state()),
                                                "none",
                                                text(other))));
        return checks;
    }

    /** There is one start and one end, and updates at several times. */
    private static String key(Alert change) {
        return change.state() == AlertState.UPDATED
                ? change.change().decidedAt().toString()
                : change.state().name();
    }

    private static String text(Alert change) {
        String text = "from " + change.change().from();
        if (change.change().to() != null) {
            text += " to " + change.change().to();
        }
        if (change.endReason() != null) {
            text += ", " + AlertText.word(change.endReason());
        }
        return text + ", decided at " + change.change().decidedAt();
    }

    /** Of two frames with equal scores either may be the peak. */
    private static Check frames(String what, Alert change, Alert other, ScoreComparison scores) {
        FrameLocation alerted = change.peak().frame();
        FrameLocation again = other.peak().frame();
        boolean equal =
                alerted.equals(again)
                        || !alerted.frame().equals(again.frame())
                                && scores.areAlike(alerted.frame(), again.frame());
        return new Check(what, text(alerted), text(again), equal, Optional.empty());
    }

    private static String text(FrameLocation location) {
        return "%s, %s partition %d offset %d"
                .formatted(
                        location.frame(),
                        location.topic(),
                        location.partition(),
                        location.offset());
    }
}
