package io.framewatch.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The key of an event's record, and the context attributes (CloudEvents 1.0) that differ from event
 * to event.
 *
 * @param key key of the record: what is about the same camera, model or rule stays in order
 * @param source who the event is about, {@code /cameras/ID}, {@code /models} or {@code /rules}
 * @param id with the source, names the event: a repetition has the same
 * @param subject what the event is about within the source
 * @param time when it happened, precise to the microsecond; also the timestamp of the record; empty
 *     for what is to be from now on
 */
public record EventAttributes(
        String key, String source, String id, String subject, Optional<Instant> time) {

    private static final int DIGEST_BYTES = 8;

    public EventAttributes {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(time, "time");
    }

    /** Those of an event of a camera, whose id is the key. */
    static EventAttributes ofCamera(CameraId camera, String id, String subject, Instant time) {
        String source = "/cameras/" + camera;
        return new EventAttributes(camera.value(), source, id, subject, Optional.of(time));
    }

    /** Those of what is said of an alert of a camera, whose id is the key. */
    static EventAttributes ofAlert(String alert, CameraId camera, Instant time) {
        String id = alert + "/" + time.toEpochMilli();
        return new EventAttributes(alert, "/cameras/" + camera, id, alert, Optional.of(time));
    }

    /**
     * Those of an event about a model, whose subject is the key. The same may be said again later,
     * so the time is part of the id.
     *
     * @param idParts what follows the key in the id
     */
    static EventAttributes ofModel(String key, Instant time, String... idParts) {
        String id = String.join("/", key, String.join("/", idParts), "" + time.toEpochMilli());
        return new EventAttributes(key, "/models", id, key, Optional.of(time));
    }

    /**
     * Those of what is to be, whose subject is the key: the same content has the same id, which
     * ends with the first 16 hexadecimal digits of the SHA-256 of its JSON.
     */
    static EventAttributes ofContent(String key, String source, Event event) {
        byte[] digest = sha256(EventJson.toBytes(event));
        String id = key + "/" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        return new EventAttributes(key, source, id, key, Optional.empty());
    }

    /** As the JSON has it. */
    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The same at a time. */
    public EventAttributes at(Instant other) {
        return new EventAttributes(key, source, id, subject, Optional.of(other));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
