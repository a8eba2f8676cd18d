package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result for one frame: one record on the classifications topic.
 *
 * @param camera camera id
 * @param location the frame and where its record lies
 * @param times when the picture of the frame was taken
 * @param classifier the model that classified it
 * @param scores what it says, and the heads of the camera
 * @param timing when the frame passed the stages
 */
public record Classification(
        CameraId camera,
        @JsonProperty("evidence") FrameLocation location,
        @JsonUnwrapped FrameTimes times,
        @JsonUnwrapped Model classifier,
        @JsonUnwrapped Scores scores,
        Timing timing)
        implements Event {

    public Classification {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(classifier, "classifier");
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(timing, "timing");
    }

    /** See {@link FrameTimes#captureTime()}. */
    public Instant captureTime() {
        return times.captureTime();
    }

    /**
     * A version of a model.
     *
     * @param name name of the model
     * @param version version of the model
     * @param sha256 digest of its files, see {@link Deployment.Folder#sha256()}; null if unknown
     */
    public record Model(
            @JsonProperty("model") String name,
            @JsonProperty("modelVersion") String version,
            @JsonProperty("modelSha256") String sha256) {

        public Model {
            Objects.requireNonNull(name, "model");
            Objects.requireNonNull(version, "modelVersion");
        }
    }

    /**
     * Labels and their scores.
     *
     * @param top the best labels of the model and those that an alert rule names, best first
     * @param heads what the heads of the camera say, left out of the JSON if there are none
     */
    public record Scores(
            List<LabelScore> top,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HeadResult> heads) {

        public Scores {
            top = List.copyOf(top);
            heads = heads == null ? List.of() : List.copyOf(heads);
        }

        /** Scores for a camera without heads. */
        public static Scores of(List<LabelScore> top) {
            return new Scores(top, List.of());
        }

        /**
         * The score that a head gives a label.
         *
         * @return empty if no head of that name has looked at the frame, or it does not have the
         *     label
         */
        public Optional<Float> of(String head, String label) {
            return heads.stream()
                    .filter(result -> result.name().equals(head))
                    .findFirst()
                    .flatMap(result -> find(result.scores(), label));
        }

        /**
         * The score that the model gives a label.
         *
         * @return empty if the label is not among {@link #top()}
         */
        public Optional<Float> of(String label) {
            return find(top, label);
        }

        private static Optional<Float> find(List<LabelScore> scores, String label) {
            return scores.stream()
                    .filter(score -> score.label().equals(label))
                    .map(LabelScore::score)
                    .findFirst();
        }
    }

    /** Named by the frame and the model. */
    @Override
    public EventAttributes attributes() {
        String frame = location.frame().toString();
        String id = String.join("/", frame, classifier.name(), classifier.version());
        return EventAttributes.ofCamera(camera, id, frame, captureTime());
    }
}
