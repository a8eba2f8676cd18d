package io.framewatch.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Says in words what a value is and what a keyword of JSON Schema demands of it. */
final class Wording {

    private static final Map<String, String> TYPES =
            Map.of(
                    "string", "text (in quotes if it looks like a number or a date)",
                    "number", "a number",
                    "integer", "a whole number",
                    "boolean", "true or false",
                    "array", "a list",
                    "object", "a mapping of keys to values");

    private Wording() {}

    /**
     * Describes the rule of one keyword.
     *
     * @param keyword the keyword that a value broke
     * @param schema the schema of the value, which has the keyword
     */
    static String rule(String keyword, JsonNode schema) {
        JsonNode demand = schema.path(keyword);
        return switch (keyword) {
            case "type" -> "must be " + type(demand, schema);
            case "enum" -> "must be " + alternatives(demand.elements());
            case "minimum" -> "must be at least " + demand.asText();
            case "maximum" -> "must be at most " + demand.asText();
            case "exclusiveMinimum" -> "must be greater than " + demand.asText();
            case "minLength", "minItems" -> "must not be empty";
            case "pattern" -> "must be " + schema.path("title").asText(demand.asText());
            default -> "must follow the rule " + keyword + " " + demand;
        };
    }

    /** Describes a value as a problem shows it: secrets and what may contain some stay out. */
    static String value(JsonNode value, JsonNode schema) {
        if (value.isNull()) {
            return "an empty value";
        }
        if (value.isContainerNode()) {
            return TYPES.get(value.isArray() ? "array" : "object");
        }
        if (schema.path("writeOnly").asBoolean() || schema.has("properties")) {
            return "the hidden value";
        }
        String text = Redaction.hide(value.asText());
        return value.isTextual() ? "'" + text + "'" : text;
    }

    /** Describes the keys that an object may have. */
    static String unknownKey(JsonNode schema) {
        List<String> known = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        return "unknown key, must be one of " + String.join(", ", known);
    }

    /** The name of one type; several have the schema's title. */
    private static String type(JsonNode demand, JsonNode schema) {
        return demand.isArray()
                ? schema.path("title").asText(demand.toString())
                : TYPES.getOrDefault(demand.asText(), demand.asText());
    }

    private static String alternatives(Iterator<JsonNode> values) {
        List<String> texts = new ArrayList<>();
        values.forEachRemaining(value -> texts.add(value.asText()));
        String last = texts.remove(texts.size() - 1);
        return texts.isEmpty() ? last : String.join(", ", texts) + " or " + last;
    }
}
