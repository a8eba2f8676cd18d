package io.framewatch.classify;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * @param outputs the graph's outputs and what they mean
 * @param trained false if the weights were never trained, so that the scores mean nothing
 * @param weights one sentence: where the weights are from
 */
public record ModelManifest(
        String name,
        String version,
        ModelInput input,
        @JsonUnwrapped ModelOutputs outputs,
        boolean trained,
        String weights) {

    private static final CheckedJson<ModelManifest> JSON =
            new CheckedJson<>(ModelFiles.MANIFEST, "manifest.schema.json", ModelManifest.class);

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

    /** The labels in the order of the logits. */
    public List<String> labels() {
        return outputs.labels();
    }

    /**
     * The indexes of labels in {@link #labels()}.
     *
     * @throws IllegalArgumentException if the model does not have one of them
     */
    public int[] indexesOf(List<String> wanted) {
        return wanted.stream().mapToInt(this::indexOf).toArray();
    }

    /** The same model with its labels from other outputs of the graph. */
    ModelManifest withOutputs(String logits, String embedding) {
        ModelOutputs others = new ModelOutputs(logits, embedding, labels());
        return new ModelManifest(name, version, input, others, trained, weights);
    }

    private int indexOf(String label) {
        int index = labels().indexOf(label);
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
