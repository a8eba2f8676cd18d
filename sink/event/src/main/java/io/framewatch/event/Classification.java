package io.framewatch.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The result for one frame: one record on the classifications topic.
 *
 * @param camera camera id
 * @param evidence the frame and where its record lies
 * @param captureTime capture time of the frame, precise to the microsecond
 * @param model name of the model
 * @param modelVersion version of the model
 * @param top the best labels and those that an alert rule names, best first
 * @param timing when the frame passed the stages
 */
public record Classification(
        String camera,
        Evidence evidence,
        Instant captureTime,
        String model,
        String modelVersion,
        List<LabelScore> top,
        Timing timing) {

    public Classification {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(captureTime, "captureTime");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(modelVersion, "modelVersion");
        Objects.requireNonNull(timing, "timing");
        top = List.copyOf(top);
    }

    /**
     * The score of a label.
     *
     * @throws IllegalArgumentException if the label is not among {@link #top()}
     */
    public float score(String label) {
        for (LabelScore labelScore : top) {
            if (labelScore.label().equals(label)) {
                return labelScore.score();
            }
        }
        throw new IllegalArgumentException(
                "label '" + label + "' is not in the result of frame " + evidence.frame());
    }
}
