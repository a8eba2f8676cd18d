package io.framewatch.operator;

import io.framewatch.classify.ModelManifest;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Labels whose scores every result carries besides the best, so that alert rules decide on exact
 * scores however low they are.
 *
 * @param required labels without which no model may serve
 * @param optional labels that are left out of the results of a model that lacks them
 */
public record WatchedLabels(List<String> required, List<String> optional) implements Serializable {

    public static final WatchedLabels NONE = required(List.of());

    public WatchedLabels {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** Labels that every model must have. */
    public static WatchedLabels required(List<String> labels) {
        return new WatchedLabels(labels, List.of());
    }

    /**
     * The indexes of the watched labels in those of a model.
     *
     * @throws IllegalArgumentException if the model lacks a required one
     */
    int[] indexesIn(ModelManifest model) {
        return model.indexesOf(
                Stream.concat(required.stream(), optional.stream().filter(model.labels()::contains))
                        .distinct()
                        .toList());
    }

    /** The optional labels that a model lacks. */
    List<String> missingIn(ModelManifest model) {
        return optional.stream().filter(label -> !model.labels().contains(label)).toList();
    }
}
