package io.framewatch.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.classify.AdoptedGraph;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manifest that a user wrote for a graph. It has the form of a manifest in a model folder, but
 * {@code labels} may be the path of a {@link LabelFile}, relative to the manifest.
 */
final class OwnManifest {

    private static final String LABELS = "labels";
    private static final String EMBEDDING = "embedding";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final ObjectNode json;
    private final ModelManifest manifest;

    private OwnManifest(ObjectNode json, ModelManifest manifest) {
        this.json = json;
        this.manifest = manifest;
    }

    /**
     * Reads a manifest with its labels.
     *
     * @param embedding name of the tensor to take as embedding; null for the one that the manifest
     *     names, if any
     * @throws CommandException if a file cannot be read or has problems, with all of them
     */
    static OwnManifest read(Path file, String embedding) throws CommandException {
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object) {
                includeLabels(object, file);
                if (embedding != null) {
                    object.put(EMBEDDING, embedding);
                }
            }
            byte[] json = MAPPER.writeValueAsBytes(root);
            // anything but an object was refused there
            return new OwnManifest(
                    (ObjectNode) root, ModelManifest.read(name -> new ByteArrayInputStream(json)));
        } catch (InvalidModelException e) {
            throw new CommandException("manifest " + file + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    "manifest %s is not JSON: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandException(
                    "manifest %s cannot be read: %s".formatted(file, FileProblem.of(e)), e);
        }
    }

    private static void includeLabels(ObjectNode manifest, Path file) throws CommandException {
        if (manifest.path(LABELS).isTextual()) {
            Path labels = file.resolveSibling(manifest.path(LABELS).textValue());
            ArrayNode lines = manifest.putArray(LABELS);
            LabelFile.read(labels).forEach(lines::add);
        }
    }

    ModelManifest manifest() {
        return manifest;
    }

    /** With the labels themselves, and with the outputs of a graph. */
    byte[] json(AdoptedGraph graph) throws IOException {
        ObjectNode whole = json.deepCopy();
        whole.put("logits", graph.logits());
        whole.put(EMBEDDING, graph.embedding());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(whole);
    }

    /** Name, version and number of labels for messages. */
    String title() {
        return "%s %s, %d labels"
                .formatted(manifest.name(), manifest.version(), manifest.labels().size());
    }
}
