package io.framewatch.classify;

import java.util.List;

/**
 * The outputs of a model.
 *
 * @param logits name of the output with one logit a label: float [batch, labels]
 * @param embedding name of the output with one vector an image; null if the graph has none
 * @param labels the labels in the order of the logits
 */
public record ModelOutputs(String logits, String embedding, List<String> labels) {

    public ModelOutputs {
        labels = List.copyOf(labels);
    }
}
