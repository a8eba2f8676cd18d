package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads YAML text into a tree. Error messages give the place and never quote the text. */
final class YamlTree {

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private YamlTree() {}

    /**
     * Reads one YAML document; an empty text is an empty mapping.
     *
     * @param origin what messages call the text
     */
    static JsonNode read(String origin, String text) throws ConfigurationException {
        try (JsonParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return JsonNodeFactory.instance.objectNode();
            }
            JsonNode tree = YAML.readTree(parser);
            if (parser.nextToken() != null) {
                throw problem(origin, parser.currentLocation(), "a second YAML document");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw problem(origin, e.getLocation(), reason(e));
        } catch (IOException e) {
            throw new ConfigurationException(origin, List.of("cannot be read"));
        }
    }

    /** Reads a number, true, false, a list or a mapping; empty if it is not valid. */
    static Optional<Object> value(String text) {
        try {
            return Optional.ofNullable(YAML.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the values of one object as they are written: {@code 010} is not a number then.
     *
     * @param text what {@link #read} has read without a problem
     * @return the text of each number, boolean or text by its key
     */
    static Map<String, String> written(String text, JsonPointer object) {
        Map<String, String> written = new HashMap<>();
        try (JsonParser parser = YAML.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonPointer at = parser.getParsingContext().pathAsPointer();
                if (token.isScalarValue() && object.equals(at.head())) {
                    written.put(at.last().getMatchingProperty(), parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("YAML that was read cannot be read again", e);
        }
        return written;
    }

    private static String reason(JsonProcessingException e) {
        return e instanceof JacksonYAMLParseException
                ? "not valid YAML"
                : "a key is there twice, or a number is not finite";
    }

    private static ConfigurationException problem(String origin, JsonLocation at, String text) {
        String place = "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new ConfigurationException(origin, List.of(place + ": " + text));
    }
}
