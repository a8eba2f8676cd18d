package io.framewatch.consumer;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Alerts of the rule {@code car}; the number of an alert is the second in which it starts. */
public final class TestingAlerts {

    public static final Instant BEGIN = Instant.parse("2026-11-25T04:00:00Z");

    private static final long RUN = BEGIN.toEpochMilli();
    private static final Duration LASTS = Duration.ofMillis(500);

    private TestingAlerts() {}

    public static Alert started(String camera, int number) {
        return started("car", camera, number);
    }

    public static Alert started(String rule, String camera, int number) {
        Instant from = BEGIN.plusSeconds(number);
        return alert(rule, camera, number, Alert.Change.started(from, from));
    }

    public static Alert ended(String camera, int number) {
        return ended("car", camera, number);
    }

    public static Alert ended(String rule, String camera, int number) {
        Instant from = BEGIN.plusSeconds(number);
        Instant to = from.plus(LASTS);
        return alert(rule, camera, number, Alert.Change.ended(from, to, to));
    }

    public static Alert updated(String camera, int number) {
        Instant from = BEGIN.plusSeconds(number);
        return alert("car", camera, number, Alert.Change.updated(from, from.plusMillis(100)));
    }

    /** Starts and ends, one after the other. */
    static List<Alert> alerts(String camera, int first, int count) {
        return IntStream.range(0, count / 2)
                .mapToObj(i -> List.of(started(camera, first + i), ended(camera, first + i)))
                .flatMap(List::stream)
                .toList();
    }

    static List<Alert> concat(List<Alert> alerts, List<Alert> more) {
        return Stream.concat(alerts.stream(), more.stream()).toList();
    }

    static Alert last(List<Alert> alerts) {
        return alerts.get(alerts.size() - 1);
    }

    /** The ids that tell repetitions. */
    static List<String> ids(List<Alert> alerts) {
        return alerts.stream().map(alert -> alert.attributes().id()).toList();
    }

    /** The one place that knows what an alert is made of. */
    private static Alert alert(String rule, String camera, int number, Alert.Change change) {
        FrameId frame = new FrameId(new CameraId(camera), RUN, number);
        return new Alert(
                rule + "/" + frame,
                new Alert.Trigger(rule, null, frame.camera(), "car"),
                change,
                new Alert.Peak(
                        0.9f,
                        new FrameLocation(frame, "framewatch.frames", 0, number),
                        new Classification.Model("vehicles", "1", null)));
    }
}
