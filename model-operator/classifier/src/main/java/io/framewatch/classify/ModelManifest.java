package io.framewatch.classify;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The record of {@value ModelFiles#MANIFEST}: name, inputs, outputs and labels of the graph beside
 * it.
 *
 * @param name name of the model
 * @param version version of the model
 * @param input the graph's only input
 * @param logits name of the output with one logit a label: float [batch, labels]
 * @param embedding name of the output with one vector an image; null if the graph has none
 * @param labels the labels in the order of the logits
 * @param trained false if the weights were never trained, so that the scores mean nothing
 * @param weights one sentence: where the weights are from
 */
public record ModelManifest(
        String name,
        String version,
        ModelInput input,
        String logits,
        String embedding,
        List<String> labels,
        boolean trained,
        String weights) {

    private static final CheckedJson<ModelManifest> JSON =
            new CheckedJson<>(ModelFiles.MANIFEST, "manifest.schema.json", ModelManifest.class);

    public ModelManifest {
        labels = List.copyOf(labels);
    }

    /**
     * Reads the manifest of a folder without opening the model.
     *
     * @throws IOException if the file cannot be read
     * @throws InvalidModelException if it has problems
     */
    public static ModelManifest read(ModelFiles files) throws IOException, InvalidModelException {
        try (InputStream manifest = files.open(ModelFiles.MANIFEST)) {
            return parse(manifest.readAllBytes());
        }
    }

    /**
     * Reads the bytes of a manifest.
     *
     * @throws InvalidModelException if it has problems
     */
    static ModelManifest parse(byte[] json) throws InvalidModelException {
        return JSON.read(json);
    }

    /**
     * The indexes of labels in {@link #labels()}.
     *
     * @throws IllegalArgumentException if the model does not have one of them
     */
    public int[] indexesOf(List<String> wanted) {
        return wanted.stream().mapToInt(this::indexOf).toArray();
    }

    /** The same model with other outputs. */
    ModelManifest withOutputs(String logits, String embedding) {
        return new ModelManifest(name, version, input, logits, embedding, labels, trained, weights);
    }

    private int indexOf(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "model " + title() + " has no label '" + label + "'");
        }
        return index;
    }

    /** Name and version for messages: {@code mobile-former-26m (untrained-1)}. */
    String title() {
        return name + " (" + version + ")";
    }
}
