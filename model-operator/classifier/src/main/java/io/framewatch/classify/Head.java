package io.framewatch.classify;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A softmax layer on a model's embedding that tells the states of one camera apart. The record of
 * {@value ModelFiles#HEAD}.
 *
 * @param name name of the head
 * @param version version of the head
 * @param camera the only camera that it is for
 * @param backbone the model whose embedding it takes; on any other it means nothing
 * @param states the states, at least two, with as many weights each
 * @param origin how and when it was trained
 */
public record Head(
        String name,
        String version,
        String camera,
        Backbone backbone,
        List<HeadState> states,
        @JsonUnwrapped Origin origin) {

    private static final CheckedJson<Head> JSON =
            new CheckedJson<>(ModelFiles.HEAD, "head.schema.json", Head.class);

    /**
     * The model whose embedding a head takes.
     *
     * @param name name of the model
     * @param version version of the model
     * @param sha256 {@link Classifier#sha256()}
     */
    public record Backbone(String name, String version, String sha256) {

        public Backbone {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /**
     * The training of a head.
     *
     * @param training figures from cross-validation
     * @param created when the head was trained, ISO-8601 in UTC
     */
    public record Origin(CrossValidation training, String created) {

        public Origin {
            Objects.requireNonNull(training, "training");
            Instant.parse(created);
        }
    }

    public Head {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(origin, "origin");
        states = List.copyOf(states);
        requireStates(name, states);
    }

    /**
     * Reads the head of a folder.
     *
     * @throws IOException if the file cannot be read
     * @throws InvalidModelException if it has problems
     */
    public static Head read(ModelFiles files) throws IOException, InvalidModelException {
        try (InputStream head = files.open(ModelFiles.HEAD)) {
            return JSON.read(head.readAllBytes());
        }
    }

    /** The content of {@value ModelFiles#HEAD}, UTF-8. */
    public byte[] toJson() {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers has a JSON form", e);
        }
    }

    /** The labels of the states, in their order. */
    public List<String> labels() {
        return states.stream().map(HeadState::label).toList();
    }

    /** Length of the embedding that the head takes. */
    int embeddingLength() {
        return states.get(0).weights().size();
    }

    /** Name and version for messages: {@code door (1f6a02c4)}. */
    String title() {
        return name + " (" + version + ")";
    }

    private static void requireStates(String name, List<HeadState> states) {
        if (states.size() < 2) {
            throw new IllegalArgumentException(
                    "head '%s' has %d states: must be at least 2".formatted(name, states.size()));
        }
        long labels = states.stream().map(HeadState::label).distinct().count();
        long lengths = states.stream().map(state -> state.weights().size()).distinct().count();
        if (labels < states.size() || lengths > 1) {
            throw new IllegalArgumentException(
                    "head '%s': labels of states must differ, and all have as many weights"
                            .formatted(name));
        }
    }
}
