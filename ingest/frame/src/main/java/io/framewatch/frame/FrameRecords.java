package io.framewatch.frame;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The wire form of a frame: a CloudEvent (1.0) in Kafka's binary mode.
 *
 * <p>The key is the camera id, the value the image, the record's timestamp the capture time. The
 * headers are {@code ce_specversion}, {@code ce_id} (frame id), {@code ce_source} ({@code
 * /cameras/ID}), {@code ce_type}, {@code ce_time}, {@code content-type}, and the extensions {@code
 * ce_run}, {@code ce_sequence}, {@code ce_capturetime} (microseconds since the epoch), {@code
 * ce_pts} (microseconds), {@code ce_width}, {@code ce_height}, all as decimal text. Stateless and
 * thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec">CloudEvents, Kafka protocol binding</a>
 */
public final class FrameRecords {

    /** The CloudEvents type of a frame record. */
    public static final String TYPE = "io.framewatch.frame.v1";

    private FrameRecords() {}

    /** Writes a frame as a record for the given topic; Kafka's partitioner chooses by the key. */
    public static ProducerRecord<String, byte[]> toRecord(String topic, Frame frame) {
        String cameraId = frame.id().cameraId();
        return KafkaMessageFactory.createWriter(
                        topic, null, frame.captureTime().toEpochMilli(), cameraId)
                .writeBinary(toEvent(frame));
    }

    /**
     * Reads a frame from a record's headers and value. The image itself is not looked at.
     *
     * @param value the record's value, not copied; null is refused
     * @throws MalformedFrameException if a header is missing or invalid
     */
    public static Frame fromRecord(Headers headers, byte[] value) throws MalformedFrameException {
        if (value == null) {
            throw new MalformedFrameException("record has no value: a frame must have an image");
        }
        CloudEvent event = readEvent(headers);
        if (!TYPE.equals(event.getType())) {
            throw new MalformedFrameException(
                    "header ce_type '" + event.getType() + "' must be " + TYPE);
        }
        try {
            return toFrame(event, value);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException(e.getMessage(), e);
        }
    }

    private static CloudEvent toEvent(Frame frame) {
        FrameId id = frame.id();
        Instant time = frame.captureTime().truncatedTo(ChronoUnit.MICROS);
        return CloudEventBuilder.v1()
                .withId(id.toString())
                .withSource(URI.create("/cameras/" + id.cameraId()))
                .withType(TYPE)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withExtension("run", Long.toString(id.run()))
                .withExtension("sequence", Long.toString(id.sequence()))
                .withExtension("capturetime", Long.toString(toMicros(time)))
                .withExtension("pts", Long.toString(frame.ptsMicros()))
                .withExtension("width", Integer.toString(frame.width()))
                .withExtension("height", Integer.toString(frame.height()))
                .withDataContentType(frame.encoding().contentType())
                .withData(BytesCloudEventData.wrap(frame.image()))
                .build();
    }

    private static CloudEvent readEvent(Headers headers) throws MalformedFrameException {
        if (headers.lastHeader("ce_specversion") == null) {
            throw new MalformedFrameException(
                    "header ce_specversion is missing: a frame must be a binary CloudEvent");
        }
        try {
            return KafkaMessageFactory.createReader(headers, new byte[0]).toEvent();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw new MalformedFrameException("headers are not a CloudEvent: " + e.getMessage(), e);
        }
    }

    private static Frame toFrame(CloudEvent event, byte[] image) {
        FrameId id = FrameId.parse(event.getId());
        requireSame("run", number(event, "run"), id.run(), id);
        requireSame("sequence", number(event, "sequence"), id.sequence(), id);
        return new Frame(
                id,
                ofMicros(number(event, "capturetime")),
                number(event, "pts"),
                size(event, "width"),
                size(event, "height"),
                FrameEncoding.ofContentType(event.getDataContentType()),
                image);
    }

    private static void requireSame(String name, long header, long inId, FrameId id) {
        if (header != inId) {
            throw new IllegalArgumentException(
                    "header ce_" + name + " '" + header + "' must be that of ce_id " + id);
        }
    }

    private static int size(CloudEvent event, String name) {
        long value = number(event, name);
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException(
                    "header ce_" + name + " '" + value + "' must be from 1 to 65535");
        }
        return (int) value;
    }

    private static long number(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        if (value == null) {
            throw new IllegalArgumentException("header ce_" + name + " is missing");
        }
        try {
            return Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "header ce_" + name + " '" + value + "' must be a whole number", e);
        }
    }

    private static long toMicros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
