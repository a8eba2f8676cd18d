package io.framewatch.job;

import java.time.Duration;

/**
 * The section {@code model}: the model that classifies.
 *
 * @param uri folder with {@code model.onnx} and {@code manifest.json}: a path or any URI of Flink's
 *     file systems, readable by every task manager
 * @param top best labels in a result, at least 1
 * @param tuned whether the model may run in a form that is tuned for each task manager's processor
 * @param slowestBatch a deployed model that takes longer for a full batch is refused; null for no
 *     limit
 */
public record ModelOptions(String uri, int top, boolean tuned, Duration slowestBatch) {}
