package io.framewatch.cli.rule;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts that were decided, each with all of its changes. Not thread-safe. */
final class DecidedAlerts {

    private final Map<String, List<Alert>> byId = new LinkedHashMap<>();

    /** Takes the next change of an alert. */
    void add(Alert change) {
        byId.computeIfAbsent(change.id(), id -> new ArrayList<>()).add(change);
    }

    /**
     * An alert.
     *
     * @param changes in their order, at least one
     */
    record Decided(List<Alert> changes) {

        Alert last() {
            return changes.get(changes.size() - 1);
        }

        /** Whether it started in the time, and not before. */
        boolean started() {
            return changes.get(0).state() == AlertState.STARTED;
        }

        /** When it ended; {@code -} if it goes on. */
        String to() {
            return last().change().to() == null ? "-" : last().change().to().toString();
        }

        /** Its highest score, or lowest if the label is absent; {@code -} if it has none. */
        String peak() {
            Float score = last().peak().score();
            return score == null ? "-" : score.toString();
        }
    }

    /** How many alerts of a rule started on a camera. */
    record Count(String rule, String camera, long alerts) {}

    /** All of them, by the time of their first change. */
    List<Decided> all() {
        return byId.values().stream()
                .map(Decided::new)
                .sorted(Comparator.comparing(alert -> alert.changes().get(0).change().decidedAt()))
                .toList();
    }

    /** How many started, by rule and camera. */
    List<Count> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        all().stream()
                .filter(Decided::started)
                .map(alert -> alert.last().trigger())
                .forEach(
                        trigger ->
                                counts.computeIfAbsent(trigger.rule(), rule -> new TreeMap<>())
                                        .merge(trigger.camera().value(), 1L, Long::sum));
        List<Count> list = new ArrayList<>();
        counts.forEach(
                (rule, cameras) ->
                        cameras.forEach(
                                (camera, alerts) -> list.add(new Count(rule, camera, alerts))));
        return list;
    }
}
