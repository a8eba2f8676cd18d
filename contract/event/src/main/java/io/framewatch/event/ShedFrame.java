package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * A frame that was past its deadline when the job took it, and was left out: one record on the shed
 * topic in place of a result.
 *
 * @param camera camera id
 * @param location the frame and where its record lies
 * @param captureTime capture time of the frame, precise to the microsecond
 * @param ageMillis how old it was then, milliseconds by the task manager's clock, above zero
 */
public record ShedFrame(
        CameraId camera,
        @JsonProperty("evidence") FrameLocation location,
        Instant captureTime,
        long ageMillis)
        implements Event {

    public ShedFrame {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(captureTime, "captureTime");
        if (ageMillis <= 0) {
            throw new IllegalArgumentException(
                    "age %d ms of frame %s must be above zero"
                            .formatted(ageMillis, location.frame()));
        }
    }

    /** Named by the frame. */
    @Override
    public EventAttributes attributes() {
        String frame = location.frame().toString();
        return EventAttributes.ofCamera(camera, frame + "/shed", frame, captureTime);
    }
}
