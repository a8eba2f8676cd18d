package io.framewatch.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.event.Event;
import io.framewatch.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command writes its result. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** For scripts. */
    JSON;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** An event as a part of a result, as its record has it. */
    @SuppressWarnings("unchecked") // JSON objects are such maps
    public static Map<String, Object> tree(Event event) {
        try {
            return MAPPER.readValue(EventJson.toBytes(event), LinkedHashMap.class);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that was written cannot be read", e);
        }
    }

    /** A result, a tree of records, maps and lists, as indented JSON. */
    public static String json(Object result) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }
}
