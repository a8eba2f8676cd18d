package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The section {@code kafka.properties}: every value becomes the text that Kafka takes, without
 * references, and is checked.
 */
final class KafkaProperties {

    static final JsonPointer AT = JsonPointer.compile("/kafka/properties");

    private final Map<String, String> written;
    private final References references;

    /**
     * @param written the values as they are written, by key
     * @param environment where references may lead
     */
    KafkaProperties(Map<String, String> written, Map<String, String> environment) {
        this.written = written;
        this.references = new References(environment);
    }

    /** Replaces the values in the tree of the file; returns all problems of all values. */
    List<Problem> resolve(JsonNode tree) {
        List<Problem> problems = new ArrayList<>();
        if (tree.at(AT) instanceof ObjectNode properties) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                if (written.containsKey(property.getKey()) && !property.getValue().isNull()) {
                    property.setValue(properties.textNode(resolve(property, problems)));
                }
            }
            if (problems.isEmpty()) {
                KafkaRules.conflict(texts(properties))
                        .ifPresent(text -> problems.add(new Problem(AT, text)));
            }
        }
        return problems;
    }

    private String resolve(Map.Entry<String, JsonNode> property, List<Problem> problems) {
        String key = property.getKey();
        JsonPointer at = AT.appendProperty(key);
        String text = KafkaRules.text(key, property.getValue(), written.get(key));
        References.Resolved resolved = references.resolve(text);
        resolved.problems().forEach(problem -> problems.add(new Problem(at, problem)));
        if (resolved.problems().isEmpty() && KafkaRules.areFinal(written)) {
            String shown =
                    References.isIn(text) ? "the hidden value" : "'" + Redaction.hide(text) + "'";
            KafkaRules.broken(key, resolved.text(), shown)
                    .ifPresent(problem -> problems.add(new Problem(at, problem)));
        }
        return resolved.text();
    }

    private static Map<String, String> texts(ObjectNode properties) {
        Map<String, String> texts = new HashMap<>();
        properties
                .properties()
                .forEach(
                        property -> {
                            if (property.getValue().isTextual()) {
                                texts.put(property.getKey(), property.getValue().textValue());
                            }
                        });
        return texts;
    }
}
