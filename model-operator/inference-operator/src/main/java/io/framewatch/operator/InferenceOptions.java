package io.framewatch.operator;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How the operator classifies.
 *
 * @param modelUri folder of the model: a path or any URI of Flink's file systems
 * @param maxBatch most frames in one run of the model, 1 to 256
 * @param maxDelay longest time that a frame waits for its batch to fill, by processing time, in
 *     whole milliseconds; zero classifies what has arrived as soon as the task is free
 * @param top best labels in a result, at least 1; a model with fewer labels gives all it has
 * @param labels labels whose scores every result carries besides the best
 * @param maxAge frames captured longer ago, by the task manager's clock, are shed instead of
 *     classified, so that a job that cannot keep up shows the present; null classifies all, as a
 *     replay must
 * @param heads folders of heads, each for one camera: paths or URIs as of the model; one that was
 *     taught on another model is an error
 * @param tuned whether the model may run in a form that is tuned for the task manager's processor,
 *     see {@link io.framewatch.classify.ClassifierOptions}
 * @param slowestBatch a deployed model that takes longer for a full batch is refused; null for no
 *     limit
 */
public record InferenceOptions(
        String modelUri,
        int maxBatch,
        Duration maxDelay,
        int top,
        WatchedLabels labels,
        List<String> heads,
        Duration maxAge,
        boolean tuned,
        Duration slowestBatch)
        implements Serializable {

    private static final int LARGEST_BATCH = 256;

    public InferenceOptions {
        if (modelUri == null || modelUri.isBlank()) {
            throw new IllegalArgumentException("model URI '" + modelUri + "' must not be blank");
        }
        if (maxBatch < 1 || maxBatch > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "max batch " + maxBatch + " must be from 1 to " + LARGEST_BATCH);
        }
        if (maxDelay == null || maxDelay.isNegative()) {
            throw new IllegalArgumentException("max delay " + maxDelay + " must not be negative");
        }
        if (top < 1) {
            throw new IllegalArgumentException("top " + top + " must be at least 1");
        }
        Objects.requireNonNull(labels, "labels");
        heads = List.copyOf(heads);
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
            throw new IllegalArgumentException("max age " + maxAge + " must be above zero");
        }
        if (slowestBatch != null && (slowestBatch.isNegative() || slowestBatch.isZero())) {
            throw new IllegalArgumentException(
                    "slowest batch " + slowestBatch + " must be above zero");
        }
    }

    /** Options that classify frames of any age with a tuned model, which must have the labels. */
    public InferenceOptions(
            String modelUri, int maxBatch, Duration maxDelay, int top, List<String> labels) {
        this(
                modelUri,
                maxBatch,
                maxDelay,
                top,
                WatchedLabels.required(labels),
                List.of(),
                null,
                true,
                null);
    }

    /** Options that classify frames of any age with a tuned model and give the best labels only. */
    public InferenceOptions(String modelUri, int maxBatch, Duration maxDelay, int top) {
        this(modelUri, maxBatch, maxDelay, top, List.of());
    }
}
