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

    /** These and others. A label that both have is required as the others say. */
    WatchedLabels with(WatchedLabels others) {
        return new WatchedLabels(
                union(required, others.required),
                union(union(optional, others.optional), others.required));
    }

    /** The same labels, none of which a model must have. */
    WatchedLabels allOptional() {
        return new WatchedLabels(List.of(), union(required, optional));
    }

    /**
     * Refuses a model without a required label.
     *
     * @throws IllegalArgumentException if it lacks one, which the message names
     */
    void requireIn(ModelManifest model) {
        model.indexesOf(required);
    }

    /** The indexes of the watched labels in those of a model, as far as it has them. */
    int[] indexesIn(ModelManifest model) {
        return model.indexesOf(
                union(required, optional).stream().filter(model.labels()::contains).toList());
    }

    /** The watched labels that a model lacks. */
    List<String> missingIn(ModelManifest model) {
        return union(required, optional).stream()
                .filter(label -> !model.labels().contains(label))
                .toList();
    }

    private static List<String> union(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }
}
