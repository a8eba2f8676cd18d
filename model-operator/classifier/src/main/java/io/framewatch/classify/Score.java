package io.framewatch.classify;

/**
 * One label of the model and its probability for one image.
 *
 * @param label one of {@link ModelManifest#labels()}
 * @param probability softmax over all logits, 0..1
 */
public record Score(String label, float probability) {}
