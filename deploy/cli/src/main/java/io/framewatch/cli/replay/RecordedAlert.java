package io.framewatch.cli.replay;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert with all its records.
 *
 * @param changes in the order in which they were decided, at least one, none twice
 */
public record RecordedAlert(List<Alert> changes) {

    public RecordedAlert {
        changes = List.copyOf(changes);
    }

    /** The alerts of records, by their starts; a repeated record counts once. */
    public static List<RecordedAlert> of(Collection<Alert> records) {
        Map<String, Map<String, Alert>> byId = new LinkedHashMap<>();
        for (Alert record : records) {
            byId.computeIfAbsent(record.id(), id -> new LinkedHashMap<>())
                    .putIfAbsent(record.attributes().id(), record);
        }
        List<RecordedAlert> alerts = new ArrayList<>();
        byId.values().forEach(changes -> alerts.add(new RecordedAlert(inOrder(changes.values()))));
        alerts.sort(Comparator.comparing(RecordedAlert::from).thenComparing(RecordedAlert::id));
        return alerts;
    }

    private static List<Alert> inOrder(Collection<Alert> changes) {
        return changes.stream()
                .sorted(
                        Comparator.comparing(Alert::state)
                                .thenComparing(change -> change.change().decidedAt()))
                .toList();
    }

    /** Its id. */
    public String id() {
        return last().id();
    }

    /** What raised it. */
    public Alert.Trigger trigger() {
        return last().trigger();
    }

    /** Its first record: the start, unless that is no longer retained. */
    public Alert first() {
        return changes.get(0);
    }

    /** Its latest record. */
    public Alert last() {
        return changes.get(changes.size() - 1);
    }

    /** When what it tells of began. */
    public Instant from() {
        return last().change().from();
    }

    /** When it was over; empty while it goes on. */
    public Optional<Instant> to() {
        return Optional.ofNullable(last().change().to());
    }

    /** Its record of a start or an end. */
    public Optional<Alert> in(AlertState state) {
        return changes.stream().filter(change -> change.state() == state).findFirst();
    }

    /** Whether it is of the same rule and camera as another one, and at a time of both. */
    public boolean meets(RecordedAlert other) {
        return trigger().rule().equals(other.trigger().rule())
                && trigger().camera().equals(other.trigger().camera())
                && !isBefore(other)
                && !other.isBefore(this);
    }

    private boolean isBefore(RecordedAlert other) {
        return to().filter(end -> end.isBefore(other.from())).isPresent();
    }
}
