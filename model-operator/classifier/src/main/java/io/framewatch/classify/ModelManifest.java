package io.framewatch.classify;

import java.util.List;

/**
 * What {@value ModelFiles#MANIFEST} says about the graph beside it.
 *
 * @param name name of the model
 * @param version version of the model
 * @param input the graph's only input
 * @param logits name of the output with one logit a label: float [batch, labels]
 * @param embedding name of the output with one vector an image; null if the graph has none
 * @param labels the labels in the order of the logits
 * @param trained false if the weights were never trained, so that the scores mean nothing
 * @param weights one sentence: where the weights are from
 */
public record ModelManifest(
        String name,
        String version,
        ModelInput input,
        String logits,
        String embedding,
        List<String> labels,
        boolean trained,
        String weights) {

    public ModelManifest {
        labels = List.copyOf(labels);
    }

    /** Name and version for messages: {@code mobile-former-26m (untrained-1)}. */
    String title() {
        return name + " (" + version + ")";
    }
}
