package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of the file: which keys there are, their rules, defaults and secrets. */
final class ConfigurationSchema {

    private static final String RESOURCE = "framewatch.schema.json";

    private final JsonNode root;
    private final Schema schema;

    private ConfigurationSchema(JsonNode root) {
        this.root = root;
        this.schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(root);
    }

    static ConfigurationSchema load() {
        try (InputStream in = ConfigurationSchema.class.getResourceAsStream(RESOURCE)) {
            return new ConfigurationSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }

    /** Returns every problem of the tree, in the order of the schema. */
    List<Problem> problems(JsonNode tree) {
        return schema.validate(tree).stream().map(this::problem).distinct().toList();
    }

    /** Fills in the defaults of all keys that are absent. Values of a wrong type stay. */
    void applyDefaults(JsonNode tree) {
        applyDefaults(tree, root);
    }

    /** The keys of the elements of a list, and what they mean. */
    Map<String, String> keys(String list) {
        Map<String, String> keys = new LinkedHashMap<>();
        elementKeys(list)
                .properties()
                .forEach(
                        key -> keys.put(key.getKey(), key.getValue().path("description").asText()));
        return keys;
    }

    /**
     * Whether the key of an element has text.
     *
     * @param key a key, or keys of nested objects with dots between
     */
    boolean isText(String list, String key) {
        return isText(elementKey(list, key));
    }

    /** The same for a list of texts. */
    boolean isTexts(String list, String key) {
        return isText(resolve(elementKey(list, key).path("items")));
    }

    private static boolean isText(JsonNode schema) {
        return schema.has("enum") || schema.path("type").asText().equals("string");
    }

    /** Where the secrets of a part of the tree are: texts, none of them in a list itself. */
    List<JsonPointer> secrets(JsonNode tree, JsonPointer part) {
        List<JsonPointer> secrets = new ArrayList<>();
        JsonNode value = tree.at(part);
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            secrets.addAll(secrets(tree, part.appendProperty(property.getKey())));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            secrets.addAll(secrets(tree, part.appendIndex(i)));
        }
        if (value.isTextual() && schemaAt(part).path("writeOnly").asBoolean()) {
            secrets.add(part);
        }
        return secrets;
    }

    private JsonNode elementKey(String list, String key) {
        JsonNode at = root.path("properties").path(list).path("items");
        for (String part : key.split("\\.")) {
            at = resolve(at.path("properties").path(part));
        }
        return at;
    }

    private JsonNode elementKeys(String list) {
        return root.path("properties").path(list).path("items").path("properties");
    }

    private void applyDefaults(JsonNode value, JsonNode valueSchema) {
        JsonNode own = resolve(valueSchema);
        value.forEach(element -> applyDefaults(element, own.path("items")));
        if (value instanceof ObjectNode object) {
            own.path("properties")
                    .properties()
                    .forEach(key -> applyDefault(object, key.getKey(), key.getValue()));
        }
    }

    private void applyDefault(ObjectNode object, String key, JsonNode keySchema) {
        if (!object.has(key) && keySchema.has("default")) {
            object.set(key, keySchema.get("default").deepCopy());
        }
        applyDefaults(object.path(key), keySchema);
    }

    private Problem problem(Error error) {
        JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
        JsonNode broken = schemaAt(at);
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                    new Problem(
                            at.appendProperty(error.getProperty()),
                            Wording.unknownKey(broken),
                            true);
            case "required" -> new Problem(at.appendProperty(error.getProperty()), "is missing");
            default -> {
                String rule = Wording.rule(error.getKeyword(), broken);
                yield new Problem(at, Wording.value(error.getInstanceNode(), broken) + " " + rule);
            }
        };
    }

    private JsonNode schemaAt(JsonPointer key) {
        JsonNode at = root;
        for (JsonPointer rest = key; !rest.matches(); rest = rest.tail()) {
            at = step(at, rest);
        }
        return at;
    }

    private JsonNode step(JsonNode from, JsonPointer key) {
        JsonNode property = from.path("properties").path(key.getMatchingProperty());
        if (!property.isMissingNode()) {
            return resolve(property);
        }
        String rest = key.mayMatchElement() && from.has("items") ? "items" : "additionalProperties";
        return resolve(from.path(rest));
    }

    private JsonNode resolve(JsonNode reference) {
        String ref = reference.path("$ref").asText("");
        return ref.isEmpty() ? reference : root.at(ref.substring(1));
    }
}
