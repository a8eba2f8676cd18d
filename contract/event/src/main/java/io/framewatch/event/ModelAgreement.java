package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * How a shadow agreed with the active model on the frames of one camera, over a stretch of time at
 * one subtask.
 *
 * @param name the shadow's name
 * @param version the shadow's version
 * @param activeName the active model's name
 * @param activeVersion the active model's version
 * @param camera camera id
 * @param frames that both classified, at least 1
 * @param agreeing frames with the same best label
 * @param meanScoreDifference mean over the frames of the absolute difference between the scores
 *     that the two give to the active model's best label, 0..1; a label that the shadow does not
 *     have scores 0
 * @param from time of the first comparison
 * @param to time of the last
 */
public record ModelAgreement(
        String name,
        String version,
        String activeName,
        String activeVersion,
        CameraId camera,
        long frames,
        long agreeing,
        double meanScoreDifference,
        Instant from,
        Instant to)
        implements ModelEvent {

    public ModelAgreement {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(activeName, "activeName");
        Objects.requireNonNull(activeVersion, "activeVersion");
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (frames < 1 || agreeing < 0 || agreeing > frames) {
            throw new IllegalArgumentException(
                    "shadow %s agrees on %d of %d frames: must be 0 to all of at least 1"
                            .formatted(name, agreeing, frames));
        }
    }

    /** Named by the shadow, the camera, and the time. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofModel(name, to, version, camera.value());
    }
}
