package io.framewatch.mobileformer;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Name, labels and origin of a model: what its network and weights do not contain.
 *
 * @param name the model's name, for example {@code mobile-former-26m}
 * @param version the version of this name
 * @param labels a label for each class, in the order of the logits
 * @param trained whether the weights come from training; random weights do not classify
 * @param weights one sentence: where the weights are from
 * @param training figures of the training by name, for example {@code top1} to {@code 64.0 %}; may
 *     be empty
 */
public record ModelDescription(
        String name,
        String version,
        List<String> labels,
        boolean trained,
        String weights,
        Map<String, String> training) {

    public ModelDescription {
        requireText("name", name);
        requireText("version", version);
        requireText("weights", weights);
        labels = List.copyOf(labels);
        training = Collections.unmodifiableMap(new TreeMap<>(training));
    }

    /**
     * The description of a model with random weights: version {@code untrained-1}, labels {@code
     * class-0}, {@code class-1} and so on.
     */
    public static ModelDescription untrained(Variant variant) {
        return new ModelDescription(
                "mobile-former-" + variant.name(),
                "untrained-1",
                IntStream.range(0, variant.classes()).mapToObj(i -> "class-" + i).toList(),
                false,
                "Random numbers: this model has not been trained and its labels mean nothing.",
                Map.of());
    }

    /** The same description with other labels. */
    public ModelDescription withLabels(List<String> others) {
        return new ModelDescription(name, version, others, trained, weights, training);
    }

    private static void requireText(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("model " + what + " '" + value + "' must be text");
        }
    }
}
