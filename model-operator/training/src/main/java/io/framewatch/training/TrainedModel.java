package io.framewatch.training;

import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.mobileformer.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A trained network, for classification and for further training.
 *
 * @param variant the network
 * @param weights weights of this variant
 * @param description name, labels and origin, with a label for each class
 */
public record TrainedModel(Variant variant, Weights weights, ModelDescription description) {

    /** Name of the weights file in a model folder. */
    public static final String WEIGHTS = "weights.safetensors";

    public TrainedModel {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(description, "description");
    }

    /**
     * Writes a {@link ModelFolder} that has the weights as {@value #WEIGHTS} beside the graphs.
     *
     * @throws IllegalArgumentException if weights or labels do not fit the variant; nothing is
     *     written then
     * @throws IOException if the folder cannot be written, or is there and is no model
     */
    public void write(Path folder) throws IOException {
        ModelFolder.write(
                folder,
                variant,
                weights,
                description,
                fresh -> SafetensorsFile.write(fresh.resolve(WEIGHTS), weights, metadata()));
    }

    private Map<String, String> metadata() {
        return Map.of(
                "name", description.name(),
                "version", description.version(),
                "variant", variant.name(),
                "weights", description.weights());
    }
}
