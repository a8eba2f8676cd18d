package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Alert;
import java.util.function.IntPredicate;

/**
 * Names of MQTT topics, and of things of Home Assistant. Different alerts never share a name.
 *
 * @param prefix first levels of every topic
 */
record MqttTopics(String prefix) {

    private static final String RESERVED = "+#/%$";
    private static final String HEX = "0123456789ABCDEF";

    /** {@code online} or {@code offline}. */
    String availability() {
        return prefix + "/availability";
    }

    /** {@code ON} or {@code OFF}. */
    String state(Alert alert) {
        return of(alert, "state");
    }

    /** The alert as JSON. */
    String event(Alert alert) {
        return of(alert, "event");
    }

    /** The picture of the alert. */
    String image(Alert alert) {
        return of(alert, "image");
    }

    /** Names a camera in Home Assistant: letters, digits, '_' and '-'. */
    String deviceId(Alert alert) {
        return id(prefix) + "__" + id(alert.trigger().camera().value());
    }

    /** Names a rule at a camera in Home Assistant: letters, digits, '_' and '-'. */
    String entityId(Alert alert) {
        return deviceId(alert) + "__" + id(alert.trigger().rule());
    }

    private String of(Alert alert, String last) {
        String camera = level(alert.trigger().camera().value());
        return String.join("/", prefix, camera, level(alert.trigger().rule()), last);
    }

    /** One level: wildcards, separators and control characters are percent-encoded. */
    static String level(String name) {
        return escape(name, '%', c -> c >= 0x20 && c < 0x7F && RESERVED.indexOf(c) < 0);
    }

    /** Escapes the underscore too, so that "_" and "__" stay free to escape and to separate. */
    private static String id(String name) {
        return escape(name, '_', c -> c == '-' || c < 0x7F && Character.isLetterOrDigit(c));
    }

    private static String escape(String name, char mark, IntPredicate allowed) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            if (b >= 0 && allowed.test(b)) {
                escaped.append((char) b);
            } else {
                escaped.append(mark).append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return escaped.toString();
    }
}
