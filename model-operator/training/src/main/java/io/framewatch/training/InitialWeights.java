package io.framewatch.training;

import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.mobileformer.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads weights that a training starts from, instead of random ones. */
public final class InitialWeights {

    private InitialWeights() {}

    /**
     * Reads the weights of a model. If it has another number of classes than the variant, the last
     * layer is initialised anew.
     *
     * @param source folder of a {@link TrainedModel}, or a file that {@link Checkpoint} reads
     * @param variant the network that is to be trained
     * @param seed seed of a new last layer
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the weights are of another network, naming every entry
     *     that is missing, surplus or of another shape
     */
    public static Weights read(Path source, Variant variant, long seed) throws IOException {
        Path file = Files.isDirectory(source) ? source.resolve(TrainedModel.WEIGHTS) : source;
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            int classes = checkpoint.classes().orElse(variant.classes());
            Weights weights = checkpoint.weights(variant.withClasses(classes));
            return classes == variant.classes() ? weights : weights.withNewLastLayer(variant, seed);
        }
    }
}
