package io.framewatch.local;

import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Mobile-Former-26M with random weights, always the same ones: it costs and moves what a trained
 * one does, and its labels mean nothing.
 */
public final class UntrainedModel {

    private static final String VARIANT = "26m";
    private static final int CLASSES = 10;
    private static final long SEED = 1;

    private UntrainedModel() {}

    /** Writes the model folder. */
    public static void write(Path folder) throws LocalException {
        Variant variant = Variant.named(VARIANT).withClasses(CLASSES);
        try {
            ModelFolder.write(
                    folder,
                    variant,
                    Weights.untrained(variant, SEED),
                    ModelDescription.untrained(variant));
        } catch (IOException e) {
            throw new LocalException("the model cannot be written to " + folder + ": " + e, e);
        }
    }
}
