package io.framewatch.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How a command writes its result. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** For scripts. */
    JSON;

    /** A result, a tree of records, maps and lists, as indented JSON. */
    public static String json(Object result) {
        try {
            return JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }
}
