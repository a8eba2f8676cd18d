package io.framewatch.operator;

import io.framewatch.mobileformer.Entry;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Mobile-Formers of ten classes, written to folders. */
final class TestingModels {

    private static final Variant VARIANT = Variant.named("26m").withClasses(10);

    /** Name of all of them. */
    static final String NAME = "mobile-former-26m";

    private TestingModels() {}

    /** A network that works, though it was never trained. */
    static void writeUntrained(Path folder) throws IOException {
        write(folder, Weights.untrained(VARIANT, 1));
    }

    /** A network all of whose weights are no numbers. */
    static void writeBroken(Path folder) throws IOException {
        write(folder, Weights.of(VARIANT, TestingModels::notANumber));
    }

    /** A network of a version of its own, with random weights of its own. */
    static void writeVersion(Path folder, String version) throws IOException {
        ModelFolder.write(
                folder,
                VARIANT,
                Weights.untrained(VARIANT, version.hashCode()),
                described(version, ModelDescription.untrained(VARIANT).labels()));
    }

    /** A network whose labels are others. */
    static void writeLabelled(Path folder, List<String> labels) throws IOException {
        ModelFolder.write(
                folder, VARIANT, Weights.untrained(VARIANT, 1), described("labelled", labels));
    }

    private static ModelDescription described(String version, List<String> labels) {
        return new ModelDescription(NAME, version, labels, false, "Random numbers.", Map.of());
    }

    private static void write(Path folder, Weights weights) throws IOException {
        ModelFolder.write(folder, VARIANT, weights, ModelDescription.untrained(VARIANT));
    }

    private static Tensor notANumber(Entry entry) {
        int size = 1;
        for (int dimension : entry.shape()) {
            size *= dimension;
        }
        float[] values = new float[size];
        Arrays.fill(values, Float.NaN);
        return new Tensor(entry.shape(), values);
    }
}
