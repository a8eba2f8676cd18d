package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The JSON of events, UTF-8.
 *
 * <p>Keys are the names of the record components. Instants are ISO-8601 text in UTC with
 * microseconds, durations ISO-8601 text such as {@code PT2.5S}, states are in lower case, a
 * component that is null is left out. Reading ignores keys it does not know, so that additional
 * ones do not break consumers. The JSON Schemas, such as {@code classification.v1.schema.json}, lie
 * beside this class. Stateless and thread-safe.
 */
public final class EventJson {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(InstantJson.module())
                    .addModule(DurationJson.module())
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private EventJson() {}

    /** Writes an event. */
    public static byte[] toBytes(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("event cannot be written: " + event, e);
        }
    }

    /**
     * Reads an event.
     *
     * @param json null is refused
     * @throws MalformedEventException if the bytes are not JSON, or a key is missing or invalid
     */
    public static <T extends Event> T read(byte[] json, Class<T> type)
            throws MalformedEventException {
        if (json == null) {
            throw malformed(type, "the record has no value", null);
        }
        try {
            T event = MAPPER.readValue(json, type);
            if (event == null) {
                throw malformed(type, "it is null", null);
            }
            return event;
        } catch (JsonMappingException e) {
            throw malformed(type, path(e) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw malformed(type, e.getMessage(), e);
        }
    }

    /** Where in the event: {@code evidence.offset}, {@code top.0.score}, or "the event" itself. */
    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> Objects.requireNonNullElse(step.getFieldName(), "" + step.getIndex()))
                .reduce((parent, child) -> parent + "." + child)
                .orElse("the event");
    }

    private static MalformedEventException malformed(Class<?> type, String why, Exception cause) {
        String name =
                WORD_START.matcher(type.getSimpleName()).replaceAll(" ").toLowerCase(Locale.ROOT);
        return new MalformedEventException(name + " is malformed: " + why, cause);
    }
}
