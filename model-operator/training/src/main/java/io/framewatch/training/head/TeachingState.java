package io.framewatch.training.head;

import java.util.List;
import java.util.Objects;

/**
 * A state and the embeddings of its pictures.
 *
 * @param label name of the state
 * @param embeddings one embedding a picture, all of one length, in the order in which the pictures
 *     were taken. Neighbours may be near-copies, so cross-validation keeps them together
 */
public record TeachingState(String label, List<float[]> embeddings) {

    public TeachingState {
        Objects.requireNonNull(label, "label");
        embeddings = List.copyOf(embeddings);
        if (embeddings.size() < HeadTrainer.MIN_PICTURES) {
            throw new IllegalArgumentException(
                    "state '%s' has %d pictures: must be at least %d"
                            .formatted(label, embeddings.size(), HeadTrainer.MIN_PICTURES));
        }
    }
}
