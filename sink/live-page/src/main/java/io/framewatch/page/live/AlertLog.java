package io.framewatch.page.live;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.AlertState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest alerts, with what people say of them. Of many alerts those that were first heard of go
 * first. Not thread-safe.
 */
final class AlertLog {

    private static final int MAX_ALERTS = 2000;
    private static final int MAX_PICTURES = 200;

    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Set<String>> openByCamera = new HashMap<>();
    private final Map<String, AlertMark> marks = new HashMap<>();
    private final Map<String, Alert> pictured = new LinkedHashMap<>();

    /** Takes a change of an alert; returns whether it is news. */
    boolean add(Alert change) {
        if (change.picture() != null) {
            pictured.remove(change.id());
            pictured.put(change.id(), change);
            limit(pictured, MAX_PICTURES);
        }
        Alert before = alerts.get(change.id());
        if (before != null && before.state() == AlertState.ENDED) {
            return false; // repeated after a failure, or from the beginning
        }
        alerts.put(change.id(), change.with(null));
        index(change);
        limit(alerts, MAX_ALERTS);
        return true;
    }

    /** Takes what somebody says of an alert; returns whether the alert is known. */
    boolean mark(AlertMark mark) {
        marks.put(mark.alert(), mark);
        return alerts.containsKey(mark.alert());
    }

    /** Those that go on at a camera, oldest first. */
    List<AlertRow> open(String camera) {
        return openByCamera.getOrDefault(camera, Set.of()).stream()
                .flatMap(id -> row(id).stream())
                .toList();
    }

    /** All of them, newest first. */
    List<AlertRow> rows() {
        return alerts.values().stream()
                .sorted(Comparator.comparing((Alert alert) -> alert.change().from()).reversed())
                .map(this::row)
                .toList();
    }

    Optional<Alert> find(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    Optional<AlertRow> row(String id) {
        return find(id).map(this::row);
    }

    /** The JPEG that came with an alert. */
    Optional<byte[]> picture(String id) {
        return Optional.ofNullable(pictured.get(id)).map(alert -> alert.picture().jpeg());
    }

    /** Asked for each result of a camera. */
    private void index(Alert change) {
        String camera = change.trigger().camera().value();
        if (change.state() == AlertState.ENDED) {
            openByCamera.getOrDefault(camera, new HashSet<>()).remove(change.id());
        } else {
            openByCamera.computeIfAbsent(camera, none -> new LinkedHashSet<>()).add(change.id());
        }
    }

    private AlertRow row(Alert alert) {
        return AlertRow.of(alert, marks.get(alert.id()));
    }

    private static void limit(Map<String, ?> map, int max) {
        if (map.size() > max) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
