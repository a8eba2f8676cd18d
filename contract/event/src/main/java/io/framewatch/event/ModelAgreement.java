package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;

/**
 * How a shadow agreed with the active model on the frames of one camera, over a stretch of time at
 * one subtask.
 *
 * @param models the two
 * @param camera camera id
 * @param comparison what came out
 * @param from time of the first comparison
 * @param to time of the last
 */
public record ModelAgreement(
        @JsonUnwrapped Models models,
        CameraId camera,
        @JsonUnwrapped Comparison comparison,
        Instant from,
        Instant to)
        implements ModelEvent {

    public ModelAgreement {
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /**
     * A shadow and the active model.
     *
     * @param name the shadow's name
     * @param version the shadow's version
     * @param activeName the active model's name
     * @param activeVersion the active model's version
     */
    public record Models(String name, String version, String activeName, String activeVersion) {

        public Models {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(activeName, "activeName");
            Objects.requireNonNull(activeVersion, "activeVersion");
        }
    }

    /**
     * How they agree.
     *
     * @param frames that both classified, at least 1
     * @param agreeing frames with the same best label
     * @param meanScoreDifference mean over the frames of the absolute difference between the scores
     *     that the two give to the active model's best label, 0..1; a label that the shadow does
     *     not have scores 0
     */
    public record Comparison(long frames, long agreeing, double meanScoreDifference) {

        public Comparison {
            if (frames < 1 || agreeing < 0 || agreeing > frames) {
                throw new IllegalArgumentException(
                        "shadow agrees on %d of %d frames: must be 0 to all of at least 1"
                                .formatted(agreeing, frames));
            }
        }
    }

    /** Named by the shadow, the camera, and the time. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofModel(models.name(), to, models.version(), camera.value());
    }
}
