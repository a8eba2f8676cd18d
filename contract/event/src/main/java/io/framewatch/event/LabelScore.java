package io.framewatch.event;

import java.util.Objects;

/**
 * A label of the model and its score for one frame.
 *
 * @param label one of the model's labels
 * @param score softmax probability, 0..1
 */
public record LabelScore(String label, float score) {

    public LabelScore {
        Objects.requireNonNull(label, "label");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(
                    "score " + score + " of label '" + label + "' must be from 0 to 1");
        }
    }
}
