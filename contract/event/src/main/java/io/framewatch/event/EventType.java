package io.framewatch.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The first version of a kind of event: how CloudEvents name it, and the JSON Schema (draft
 * 2020-12) of its data, which lies beside this class.
 *
 * @param name such as {@code alert}
 * @param javaType what is read and written; a supertype of what is written, if it has several forms
 */
public record EventType<T extends Event>(String name, Class<T> javaType) {

    public EventType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(javaType, "javaType");
    }

    /** The CloudEvents attribute {@code type}, such as {@code io.framewatch.alert.v1}. */
    public String type() {
        return "io.framewatch." + name + ".v1";
    }

    /** The schema's {@code $id}, a name that stays: {@code urn:framewatch:alert:v1}. */
    public URI schemaId() {
        return URI.create("urn:framewatch:" + name + ":v1");
    }

    /** The name of the schema's file, such as {@code alert.v1.schema.json}. */
    public String schemaFile() {
        return name + ".v1.schema.json";
    }

    /** The schema itself. */
    public String schema() {
        try (InputStream in = EventType.class.getResourceAsStream(schemaFile())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + schemaFile() + " cannot be read", e);
        }
    }
}
