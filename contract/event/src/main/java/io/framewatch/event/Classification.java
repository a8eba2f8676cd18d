package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result for one frame: one record on the classifications topic.
 *
 * @param camera camera id
 * @param location the frame and where its record lies
 * @param captureTime capture time of the frame, precise to the microsecond
 * @param model name of the model
 * @param modelVersion version of the model
 * @param top the best labels and those that an alert rule names, best first
 * @param heads what the heads of the camera say, left out of the JSON if there are none
 * @param timing when the frame passed the stages
 */
public record Classification(
        CameraId camera,
        @JsonProperty("evidence") FrameLocation location,
        Instant captureTime,
        String model,
        String modelVersion,
        List<LabelScore> top,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HeadResult> heads,
        Timing timing)
        implements Event {

    public Classification {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(captureTime, "captureTime");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(modelVersion, "modelVersion");
        Objects.requireNonNull(timing, "timing");
        top = List.copyOf(top);
        heads = heads == null ? List.of() : List.copyOf(heads);
    }

    /** A result of a camera without heads. */
    public Classification(
            CameraId camera,
            FrameLocation location,
            Instant captureTime,
            String model,
            String modelVersion,
            List<LabelScore> top,
            Timing timing) {
        this(camera, location, captureTime, model, modelVersion, top, List.of(), timing);
    }

    /**
     * The score that a head gives a label.
     *
     * @return empty if no head of that name has looked at the frame, or it does not have the label
     */
    public Optional<Float> score(String head, String label) {
        return heads.stream()
                .filter(result -> result.name().equals(head))
                .findFirst()
                .flatMap(result -> score(result.scores(), label));
    }

    /**
     * The score that the model gives a label.
     *
     * @return empty if the label is not among {@link #top()}
     */
    public Optional<Float> score(String label) {
        return score(top, label);
    }

    private static Optional<Float> score(List<LabelScore> scores, String label) {
        return scores.stream()
                .filter(score -> score.label().equals(label))
                .map(LabelScore::score)
                .findFirst();
    }

    /** Named by the frame and the model. */
    @Override
    public EventAttributes attributes() {
        String frame = location.frame().toString();
        String id = String.join("/", frame, model, modelVersion);
        return EventAttributes.ofCamera(camera, id, frame, captureTime);
    }
}
