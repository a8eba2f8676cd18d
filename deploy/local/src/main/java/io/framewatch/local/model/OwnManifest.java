package io.framewatch.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelManifest;
import io.framewatch.local.LocalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manifest that somebody wrote for a graph of their own. It is that of a model folder, but
 * {@code labels} may be the name of a {@link LabelFile}, as seen from the manifest.
 */
final class OwnManifest {

    private static final String LABELS = "labels";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final byte[] json;
    private final ModelManifest manifest;

    private OwnManifest(byte[] json, ModelManifest manifest) {
        this.json = json;
        this.manifest = manifest;
    }

    /**
     * Reads a manifest with its labels.
     *
     * @throws LocalException if a file cannot be read or has problems, with all of them
     */
    static OwnManifest read(Path file) throws LocalException {
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object && root.path(LABELS).isTextual()) {
                Path labels = file.resolveSibling(root.path(LABELS).textValue());
                ArrayNode lines = object.putArray(LABELS);
                LabelFile.read(labels).forEach(lines::add);
            }
            byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
            return new OwnManifest(
                    json, ModelManifest.read(name -> new ByteArrayInputStream(json)));
        } catch (InvalidModelException e) {
            throw new LocalException("manifest " + file + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new LocalException(
                    "manifest %s is not JSON: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new LocalException(
                    "manifest %s cannot be read: %s".formatted(file, FileProblem.of(e)), e);
        }
    }

    /** With the labels themselves. */
    byte[] json() {
        return json;
    }

    /** Name, version and number of labels for messages. */
    String title() {
        return "%s %s, %d labels"
                .formatted(manifest.name(), manifest.version(), manifest.labels().size());
    }
}
