package io.framewatch.training.head;

import java.util.List;
import java.util.Objects;

/**
 * The embeddings of one class, to train on.
 *
 * @param label name of the class
 * @param embeddings one for each picture, all of one length, in the order in which the pictures
 *     were taken: neighbours may be near-copies, and are kept together in cross-validation
 */
record LabelledEmbeddings(String label, List<float[]> embeddings) {

    LabelledEmbeddings {
        Objects.requireNonNull(label, "label");
        embeddings = List.copyOf(embeddings);
        if (embeddings.size() < CrossValidatedHead.MIN_PICTURES) {
            throw new IllegalArgumentException(
                    "state '%s' has %d pictures: must be at least %d"
                            .formatted(label, embeddings.size(), CrossValidatedHead.MIN_PICTURES));
        }
    }
}
