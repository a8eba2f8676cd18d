package io.framewatch.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operators' page on configuration says what the schema says, key by key. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("../../docs/configuration.md");

    @Test
    void shouldDocumentEveryKeyWithItsDefaultAndMeaning() throws IOException {
        List<String> rows = new ArrayList<>();
        JsonNode schema = schema();
        schema.path("properties")
                .properties()
                .forEach(section -> addRows(section.getKey(), section.getValue(), rows));

        assertThat(Files.readAllLines(DOCUMENT)).containsAll(rows);
    }

    private static void addRows(String key, JsonNode schema, List<String> rows) {
        JsonNode items = schema.path("items");
        JsonNode object = items.has("properties") ? items : schema;
        String prefix = key + (items.has("properties") ? "[]." : ".");
        if (!object.has("properties")) {
            rows.add(row(key, schema));
        }
        object.path("properties")
                .properties()
                .forEach(child -> addRows(prefix + child.getKey(), child.getValue(), rows));
    }

    private static String row(String key, JsonNode schema) {
        String standard = schema.has("default") ? "`" + text(schema.get("default")) + "`" : "";
        return "| `%s` | %s | %s |".formatted(key, standard, schema.path("description").asText());
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = Configuration.class.getResourceAsStream("framewatch.schema.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
