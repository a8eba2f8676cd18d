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

/** Mobile-Formers of ten classes, written to folders. */
final class TestingModels {

    private static final Variant VARIANT = Variant.named("26m").withClasses(10);

    private TestingModels() {}

    /** A network that works, though it was never trained. */
    static void writeUntrained(Path folder) throws IOException {
        write(folder, Weights.untrained(VARIANT, 1));
    }

    /** A network all of whose weights are no numbers. */
    static void writeBroken(Path folder) throws IOException {
        write(folder, Weights.of(VARIANT, TestingModels::notANumber));
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
