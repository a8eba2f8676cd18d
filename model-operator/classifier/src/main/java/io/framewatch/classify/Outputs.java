package io.framewatch.classify;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Buffers for a model's outputs: direct, in native order, image after image.
 *
 * @param logits room for one logit a label and image
 * @param embeddings room for one embedding an image; null if they are not requested, which saves
 *     the copy
 */
record Outputs(FloatBuffer logits, FloatBuffer embeddings) {

    /** Largest allowed difference of a logit or embedding value, relative to the largest. */
    private static final double TOLERANCE = 1e-4;

    /** Least difference of the logits of two images that shows a mix-up. */
    private static final double APART = 10 * TOLERANCE;

    /**
     * The buffers of some of the images.
     *
     * @param first index of the first image
     * @param count number of images
     * @param all number of images that the buffers have room for
     */
    Outputs part(int first, int count, int all) {
        return new Outputs(
                part(logits, first, count, all),
                embeddings == null ? null : part(embeddings, first, count, all));
    }

    /**
     * Compares with the outputs of another form of the model for the same images.
     *
     * @return the difference as the end of a sentence; empty if it is within {@link #TOLERANCE}
     */
    Optional<String> difference(Outputs other) {
        Optional<String> difference = difference("logit", logits, other.logits);
        return difference.isPresent() || embeddings == null
                ? difference
                : difference("value of an embedding", embeddings, other.embeddings);
    }

    /** Whether the logits of other images differ so much that a mix-up would be noticed. */
    boolean isApartFrom(Outputs others) {
        return relativeDifference(logits, others.logits) > APART;
    }

    /** Whether all logits are finite. */
    boolean areNumbers() {
        return IntStream.range(0, logits.limit()).allMatch(i -> Float.isFinite(logits.get(i)));
    }

    private static Optional<String> difference(
            String what, FloatBuffer expected, FloatBuffer actual) {
        double difference = relativeDifference(expected, actual);
        return difference <= TOLERANCE // false for NaN
                ? Optional.empty()
                : Optional.of("%.1e of the largest %s".formatted(difference, what));
    }

    private static double relativeDifference(FloatBuffer expected, FloatBuffer actual) {
        double largest = Double.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < actual.limit(); i++) {
            largest = Math.max(largest, Math.abs(expected.get(i)));
            difference = Math.max(difference, Math.abs(actual.get(i) - expected.get(i)));
        }
        return difference / largest;
    }

    private static FloatBuffer part(FloatBuffer values, int first, int count, int all) {
        int each = values.limit() / all;
        return values.slice(first * each, count * each);
    }
}
