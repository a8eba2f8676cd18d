package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes records of trees: {@code kebab-case} keys become components, {@code kebab-case} texts
 * enums.
 */
final class Binder {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
                    // The schema finds unknown keys; a record need not have every key.
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addModule(
                            new SimpleModule()
                                    .addDeserializer(Duration.class, new DurationDeserializer())
                                    .addDeserializer(Instant.class, new InstantDeserializer()))
                    .build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Binder() {}

    /**
     * Binds a tree to a record.
     *
     * @throws IllegalArgumentException if the record refuses its values, with the record's message
     */
    static <T> T bind(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException refusal) {
                    throw refusal;
                }
            }
            throw new IllegalStateException(
                    type.getSimpleName() + " does not fit the schema of the configuration", e);
        }
    }

    /** Makes maps, lists, texts, numbers, true and false of the elements of a list. */
    static List<Map<String, Object>> maps(JsonNode list) {
        List<Map<String, Object>> maps = new ArrayList<>();
        list.forEach(element -> maps.add(MAPPER.convertValue(element, MAP)));
        return maps;
    }

    /** Makes a tree of maps, lists, texts, numbers, true and false. */
    static JsonNode write(Object values) {
        return MAPPER.valueToTree(values);
    }

    private static final class DurationDeserializer extends StdScalarDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        private DurationDeserializer() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return Durations.parse(parser.getText());
        }
    }

    private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        private InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            String text = parser.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' must be a time in UTC such as 2026-11-27T22:00:00Z", e);
            }
        }
    }
}
