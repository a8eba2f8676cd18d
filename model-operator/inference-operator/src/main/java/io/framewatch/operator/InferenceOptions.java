package io.framewatch.operator;

import io.framewatch.classify.ModelForm;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How the operator classifies.
 *
 * @param model the model that serves until another is deployed
 * @param batching how frames are collected into batches
 * @param labels the labels in a result
 * @param maxAge frames captured longer ago, by the task manager's clock, are shed instead of
 *     classified, so that a job that cannot keep up shows the present; null classifies all, as a
 *     replay must
 * @param fastestForm the fastest form that models may run in, see {@link
 *     io.framewatch.classify.ClassifierOptions}
 * @param slowestBatch a deployed model that takes longer for a full batch is refused; null for no
 *     limit
 */
public record InferenceOptions(
        ConfiguredModel model,
        Batching batching,
        ResultLabels labels,
        Duration maxAge,
        ModelForm fastestForm,
        Duration slowestBatch)
        implements Serializable {

    public InferenceOptions {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(fastestForm, "fastest form");
        requireAboveZero("max age", maxAge);
        requireAboveZero("slowest batch", slowestBatch);
    }

    private static void requireAboveZero(String name, Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw new IllegalArgumentException(name + " " + value + " must be above zero");
        }
    }
}
