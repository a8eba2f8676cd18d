package io.framewatch.classify;

/**
 * One label of the model and its probability for one image.
 *
 * @param index index in {@link ModelManifest#labels()}, since two labels may be equal
 * @param label the label at this index
 * @param probability softmax over all logits, 0..1
 */
public record Score(int index, String label, float probability) {}
