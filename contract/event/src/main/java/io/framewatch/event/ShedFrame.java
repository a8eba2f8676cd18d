package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * A frame that was past its deadline when the job took it, and was left out: one record on the shed
 * topic in place of a result.
 *
 * @param camera camera id
 * @param evidence the frame and where its record lies
 * @param captureTime capture time of the frame, precise to the microsecond
 * @param ageMillis how old it was then, milliseconds by the task manager's clock, above zero
 */
public record ShedFrame(String camera, Evidence evidence, Instant captureTime, long ageMillis) {

    public ShedFrame {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(captureTime, "captureTime");
        if (ageMillis <= 0) {
            throw new IllegalArgumentException(
                    "age %d ms of frame %s must be above zero"
                            .formatted(ageMillis, evidence.frame()));
        }
    }
}
