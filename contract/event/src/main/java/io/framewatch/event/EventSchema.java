package io.framewatch.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas of the records' values, draft 2020-12. They lie beside this class. */
public enum EventSchema {
    CLASSIFICATION("classification"),
    SHED_FRAME("shed-frame"),
    ALERT("alert"),
    MODEL_DEPLOYMENT("model-deployment"),
    MODEL_STATUS("model-status"),
    MODEL_AGREEMENT("model-agreement");

    private final String name;
    private final URI id;

    EventSchema(String name) {
        this.name = name;
        this.id = URI.create("urn:framewatch:" + name + ":v1");
    }

    /** The schema's {@code $id}, a name that stays: {@code urn:framewatch:alert:v1}. */
    public URI id() {
        return id;
    }

    /** The CloudEvents type of the records that it describes. */
    public String type() {
        return "io.framewatch." + name + ".v1";
    }

    /** The name of its file, such as {@code alert.v1.schema.json}. */
    public String fileName() {
        return name + ".v1.schema.json";
    }

    /** The schema itself. */
    public String text() {
        try (InputStream in = EventSchema.class.getResourceAsStream(fileName())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + fileName() + " cannot be read", e);
        }
    }
}
