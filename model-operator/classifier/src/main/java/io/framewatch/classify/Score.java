package io.framewatch.classify;

/**
 * One label of the model and its probability for one image.
 *
 * @param index place of the label in {@link ModelManifest#labels()}: labels may be alike
 * @param label the label of this index
 * @param probability softmax over all logits, 0..1
 */
public record Score(int index, String label, float probability) {}
