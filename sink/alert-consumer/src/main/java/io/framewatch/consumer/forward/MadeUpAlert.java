package io.framewatch.consumer.forward;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import java.time.Instant;
import java.util.List;

/** An alert of the rule, camera and label {@code test}, that no frame raised. */
final class MadeUpAlert {

    private static final String NAME = "test";

    private MadeUpAlert() {}

    /** Both changes; each instant has an alert of its own. */
    static List<Alert> startAndEnd(Instant now) {
        return List.of(
                alert(now, Alert.Change.started(now, now)),
                alert(now, Alert.Change.ended(now, now, now)));
    }

    private static Alert alert(Instant now, Alert.Change change) {
        return new Alert(
                String.join("/", NAME, NAME, Long.toString(now.toEpochMilli())),
                new Alert.Trigger(NAME, null, new CameraId(NAME), NAME),
                change,
                Alert.Peak.NONE);
    }
}
