package io.framewatch.consumer.forward;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.EventJson;
import io.framewatch.event.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** What channels tell of an alert. */
final class AlertContent {

    private static final JsonMapper MAPPER = new JsonMapper();

    private AlertContent() {}

    /** Whether the alert goes on. */
    static boolean isOpen(Alert alert) {
        return alert.state() != AlertState.ENDED;
    }

    /** The picture of the alert, a JPEG. */
    static Optional<byte[]> picture(Alert alert) {
        return Optional.ofNullable(alert.picture()).map(Picture::jpeg);
    }

    /** The alert as on the topic {@code alerts}, without its picture. */
    static ObjectNode json(Alert alert) {
        try {
            return ((ObjectNode) MAPPER.readTree(EventJson.toBytes(alert))).without("picture");
        } catch (IOException e) {
            throw new UncheckedIOException("alert " + alert.id() + " is no JSON object", e);
        }
    }

    /** The state as in JSON, such as {@code started}. */
    static String state(Alert alert) {
        return alert.state().name().toLowerCase(Locale.ROOT);
    }

    /** The alert in a few words. */
    static String summary(Alert alert) {
        return "%s at %s".formatted(alert.trigger().rule(), alert.trigger().camera());
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
