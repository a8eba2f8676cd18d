package io.framewatch.operator;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelManifest;
import java.io.IOException;
import java.util.List;

/** The labels of a model, for those who need them before an operator opens it. */
public final class ModelLabels {

    private ModelLabels() {}

    /**
     * Reads the labels from the manifest; the graph is not looked at.
     *
     * @param modelUri folder of the model: a path or any URI of Flink's file systems
     * @throws IOException if the manifest cannot be read from here
     * @throws IllegalArgumentException if the manifest has problems
     */
    public static List<String> read(String modelUri) throws IOException {
        try {
            return ModelManifest.read(new ModelFolderFiles(modelUri)).labels();
        } catch (IOException e) {
            throw new IOException("model '" + modelUri + "' cannot be read: " + e.getMessage(), e);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException(
                    "model '" + modelUri + "' cannot be used: " + e.getMessage(), e);
        }
    }
}
