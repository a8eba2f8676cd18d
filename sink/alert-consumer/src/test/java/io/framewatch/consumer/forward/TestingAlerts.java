package io.framewatch.consumer.forward;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import java.time.Instant;

/** Alerts for channels. */
final class TestingAlerts {

    private static final Instant FROM = Instant.parse("2026-11-25T04:01:30.123456Z");

    private static final Classification.Model MODEL =
            new Classification.Model("mobile-former", "3", "0".repeat(64));

    private TestingAlerts() {}

    static Alert started() {
        return started("car", "gate-1");
    }

    static Alert ended() {
        return ended("car", "gate-1");
    }

    static Alert started(String rule, String camera) {
        return alert(rule, camera, Alert.Change.started(FROM, FROM.plusMillis(400)));
    }

    static Alert ended(String rule, String camera) {
        return alert(
                rule, camera, Alert.Change.ended(FROM, FROM.plusSeconds(5), FROM.plusSeconds(5)));
    }

    private static Alert alert(String rule, String camera, Alert.Change change) {
        FrameId first = new FrameId(new CameraId(camera), 1764043290123L, 55);
        FrameId best = new FrameId(new CameraId(camera), 1764043290123L, 57);
        return new Alert(
                rule + "/" + first,
                new Alert.Trigger(rule, "4711abcd", new CameraId(camera), "sports car"),
                change,
                new Alert.Peak(0.9f, new FrameLocation(best, "framewatch.frames", 3, 4711), MODEL));
    }
}
