package io.framewatch.job;

import io.framewatch.classify.ModelForm;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code model}: the model that classifies.
 *
 * @param uri folder with {@code model.onnx} and {@code manifest.json}: a path or any URI of Flink's
 *     file systems, readable by every task manager
 * @param top best labels in a result, at least 1
 * @param tuned whether the model may run in a form that is faster than the stored one
 * @param form the fastest form that may run
 * @param slowestBatch a deployed model that takes longer for a full batch is refused; null for no
 *     limit
 */
public record ModelOptions(
        String uri, int top, boolean tuned, ModelForm form, Duration slowestBatch) {

    public ModelOptions {
        Objects.requireNonNull(form, "form");
    }

    /** The fastest form that may run by both keys. */
    public ModelForm fastestForm() {
        return tuned ? form : ModelForm.PORTABLE;
    }
}
