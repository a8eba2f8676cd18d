package io.framewatch.cli.replay;

import io.framewatch.cli.Interval;
import io.framewatch.cli.TextTable;
import io.framewatch.event.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a replay comes to.
 *
 * @param time event times
 * @param frames number of frames, by camera
 * @param difference between what was alerted then and what is now
 */
record ReplayReport(Interval time, Map<CameraId, Long> frames, AlertDifference difference) {

    private static final List<String> HEADER =
            List.of("DIFFERENCE", "ALERT", "CAMERA", "FROM", "TO", "WHAT");

    /** For people. */
    String text() {
        String text =
                "%d frames of %d cameras from %s to %s\n%d alerts are equal, %d come only now, %d came only then, %d are changed"
                        .formatted(
                                count(),
                                frames.size(),
                                time.from(),
                                time.to(),
                                difference.equal(),
                                difference.onlyNow().size(),
                                difference.onlyThen().size(),
                                difference.changed().size());
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        difference.onlyNow().forEach(alert -> rows.add(row("only now", alert, "")));
        difference.onlyThen().forEach(alert -> rows.add(row("only then", alert, "")));
        difference
                .changed()
                .forEach(changed -> rows.add(row("changed", changed.now(), what(changed))));
        return rows.size() == 1 ? text : text + "\n" + TextTable.of(rows);
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", time.from().toString());
        json.put("to", time.to().toString());
        Map<String, Long> byCamera = new LinkedHashMap<>();
        frames.forEach((camera, count) -> byCamera.put(camera.value(), count));
        json.put("frames", byCamera);
        json.put("equal", difference.equal());
        json.put("onlyNow", difference.onlyNow().stream().map(ReplayReport::json).toList());
        json.put("onlyThen", difference.onlyThen().stream().map(ReplayReport::json).toList());
        json.put("changed", difference.changed().stream().map(ReplayReport::json).toList());
        return json;
    }

    private long count() {
        return frames.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> row(String difference, RecordedAlert alert, String what) {
        return List.of(
                difference,
                alert.id(),
                alert.trigger().camera().value(),
                alert.from().toString(),
                end(alert),
                what);
    }

    private static String what(AlertDifference.Changed changed) {
        return changed.differences().entrySet().stream()
                .map(
                        entry ->
                                "%s was %s, is %s"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().get(0),
                                                entry.getValue().get(1)))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, Object> json(RecordedAlert alert) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", alert.id());
        json.put("rule", alert.trigger().rule());
        json.put("camera", alert.trigger().camera().value());
        json.put("from", alert.from().toString());
        json.put("to", alert.to().map(Instant::toString).orElse(null));
        json.put("peakScore", alert.last().peak().score());
        return json;
    }

    private static Map<String, Object> json(AlertDifference.Changed changed) {
        Map<String, Object> json = json(changed.now());
        json.put("idThen", changed.then().id());
        Map<String, Object> differences = new LinkedHashMap<>();
        changed.differences()
                .forEach(
                        (what, values) ->
                                differences.put(
                                        what, Map.of("then", values.get(0), "now", values.get(1))));
        json.put("differences", differences);
        return json;
    }

    private static String end(RecordedAlert alert) {
        return alert.to().map(Instant::toString).orElse("open");
    }
}
