package io.framewatch.training.head;

import java.util.List;
import java.util.Objects;

/**
 * A state and what the model makes of its pictures.
 *
 * @param label name of the state
 * @param embeddings one embedding a picture, all of one length, in the order in which the pictures
 *     were taken: neighbours may be near-copies, and are kept together in cross-validation
 */
public record TeachingState(String label, List<float[]> embeddings) {

    public TeachingState {
        Objects.requireNonNull(label, "label");
        embeddings = List.copyOf(embeddings);
        if (embeddings.size() < HeadTrainer.FEWEST_PICTURES) {
            throw new IllegalArgumentException(
                    "state '%s' has %d pictures: must be at least %d"
                            .formatted(label, embeddings.size(), HeadTrainer.FEWEST_PICTURES));
        }
    }
}
