package io.framewatch.consumer.forward;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
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
                alert(now, Alert.Change.ended(now, now)));
    }

    private static Alert alert(Instant now, Alert.Change change) {
        FrameId frame = new FrameId(new CameraId(NAME), now.toEpochMilli(), 0);
        return new Alert(
                NAME + "/" + frame,
                new Alert.Trigger(NAME, frame.camera(), NAME),
                change,
                new Alert.Peak(1, new FrameLocation(frame, NAME, 0, 0)));
    }
}
