package io.framewatch.classify;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a model writes what it computes of some images: direct buffers in native order, image after
 * image.
 *
 * @param logits room for one logit a label and image
 * @param embeddings room for one embedding an image; null if they are not wanted, which saves
 *     fetching them
 */
record Outputs(FloatBuffer logits, FloatBuffer embeddings) {

    /** Largest difference of a logit or of a value of an embedding, relative to the largest. */
    private static final double TOLERANCE = 1e-4;

    /** How far images are apart that can be told from each other beyond doubt. */
    private static final double APART = 10 * TOLERANCE;

    /**
     * The room of some of the images.
     *
     * @param first number of the first image, from 0
     * @param count number of images from there
     * @param all number of images that there is room for
     */
    Outputs part(int first, int count, int all) {
        return new Outputs(
                part(logits, first, count, all),
                embeddings == null ? null : part(embeddings, first, count, all));
    }

    /**
     * Compares with the outputs of another form of the model for the same images.
     *
     * @return how far they are apart: the end of a sentence; empty if that is within {@link
     *     #TOLERANCE}
     */
    Optional<String> difference(Outputs other) {
        Optional<String> difference = difference("logit", logits, other.logits);
        return difference.isPresent() || embeddings == null
                ? difference
                : difference("value of an embedding", embeddings, other.embeddings);
    }

    /** Whether the logits of other images are so far away that a mix-up would be noticed. */
    boolean isApartFrom(Outputs others) {
        return relativeDifference(logits, others.logits) > APART;
    }

    /** Whether all logits are numbers. */
    boolean areNumbers() {
        return IntStream.range(0, logits.limit()).allMatch(i -> Float.isFinite(logits.get(i)));
    }

    private static Optional<String> difference(
            String what, FloatBuffer expected, FloatBuffer actual) {
        double difference = relativeDifference(expected, actual);
        return difference <= TOLERANCE // false if it is not a number
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
