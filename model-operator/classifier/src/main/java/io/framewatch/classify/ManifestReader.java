package io.framewatch.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads a manifest and names everything that is wrong with it at once. Keys that the schema does
 * not know are left alone, so that a later version may add some.
 */
final class ManifestReader {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private static final Schema SCHEMA = schema();

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @throws InvalidModelException with all problems
     */
    static ModelManifest read(byte[] json) throws InvalidModelException {
        try {
            JsonNode root = JSON.readTree(json);
            List<String> problems =
                    SCHEMA.validate(root).stream().map(ManifestReader::problem).toList();
            if (!problems.isEmpty()) {
                throw new InvalidModelException(ModelFiles.MANIFEST, problems);
            }
            return JSON.treeToValue(root, ModelManifest.class);
        } catch (JsonProcessingException e) {
            String problem = "not JSON: " + e.getMessage();
            throw new InvalidModelException(ModelFiles.MANIFEST, List.of(problem), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a read from memory failed", e);
        }
    }

    private static String problem(Error error) {
        JsonNode value = error.getInstanceNode();
        String received = value != null && value.isValueNode() ? " " + value : "";
        return error.getInstanceLocation() + received + ": " + error.getMessage();
    }

    private static Schema schema() {
        try (InputStream schema =
                ManifestReader.class.getResourceAsStream("manifest.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException("manifest.schema.json cannot be read", e);
        }
    }
}
