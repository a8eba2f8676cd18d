package io.framewatch.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
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
 * Reads a JSON file and reports all its problems at once. Unknown keys are ignored, so that a later
 * version may add some. Thread-safe.
 *
 * @param <T> the record of the file
 */
final class CheckedJson<T> {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final String file;
    private final Class<T> type;
    private final Schema schema;

    /**
     * Makes a reader.
     *
     * @param file its name, for messages
     * @param schema name of the JSON Schema beside this class
     */
    CheckedJson(String file, String schema, Class<T> type) {
        this.file = file;
        this.type = type;
        this.schema = schema(schema);
    }

    /**
     * Reads a file's bytes.
     *
     * @throws InvalidModelException with all problems
     */
    T read(byte[] json) throws InvalidModelException {
        try {
            JsonNode root = JSON.readTree(json);
            List<String> problems =
                    schema.validate(root).stream().map(CheckedJson::problem).toList();
            if (!problems.isEmpty()) {
                throw new InvalidModelException(file, problems);
            }
            return JSON.treeToValue(root, type);
        } catch (ValueInstantiationException e) {
            throw new InvalidModelException(file, List.of(e.getCause().getMessage()), e);
        } catch (JsonProcessingException e) {
            throw new InvalidModelException(file, List.of("not JSON: " + e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a read from memory failed", e);
        }
    }

    private static String problem(Error error) {
        JsonNode value = error.getInstanceNode();
        String received = value != null && value.isValueNode() ? " " + value : "";
        return error.getInstanceLocation() + received + ": " + error.getMessage();
    }

    private static Schema schema(String name) {
        try (InputStream schema = CheckedJson.class.getResourceAsStream(name)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
