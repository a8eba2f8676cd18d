package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.ReceivedRecord;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The wire form of a frame: a CloudEvent (1.0) in Kafka's binary mode.
 *
 * <p>The key is the camera id, the value the image, the record's timestamp the capture time. The
 * headers are {@code ce_specversion}, {@code ce_id} (frame id), {@code ce_source} ({@code
 * /cameras/ID}), {@code ce_type}, {@code ce_time}, {@code content-type}, and the extensions {@code
 * ce_run}, {@code ce_sequence}, {@code ce_capturetime} (microseconds since the epoch), {@code
 * ce_pts} (microseconds), {@code ce_width}, {@code ce_height}, and, if the camera says it, {@code
 * ce_cameratime} (microseconds since the epoch), all as decimal text: ASCII digits without leading
 * zeros. Stateless and thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec">CloudEvents, Kafka protocol binding</a>
 */
public final class FrameRecords {

    /** The CloudEvents type of a frame record. */
    public static final String TYPE = "io.framewatch.frame.v1";

    /** The end of the year 9999: ISO-8601 has no more than four digits for a year. */
    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    private static final int MAX_SIZE = 65_535;

    private FrameRecords() {}

    /** Writes a frame as a record for the given topic; Kafka's partitioner chooses by the key. */
    public static ProducerRecord<String, byte[]> toRecord(String topic, Frame frame) {
        String cameraId = frame.id().camera().value();
        return KafkaMessageFactory.createWriter(
                        topic, null, frame.captureTime().toEpochMilli(), cameraId)
                .writeBinary(toEvent(frame));
    }

    /**
     * Reads a frame from a record's headers and value. The image itself is not looked at. Each
     * header of a frame has one form, is there once, and must not contradict {@code ce_id}; {@code
     * ce_time} and {@code ce_cameratime} may be missing. Other headers are ignored.
     *
     * @param value the record's value, not copied; null is refused
     * @throws MalformedRecordException if a header is missing or invalid
     */
    public static Frame fromRecord(Headers headers, byte[] value) throws MalformedRecordException {
        return fromRecord(() -> FrameHeaders.of(headers), value);
    }

    /**
     * Reads a frame from a record that was received, see {@link #fromRecord(Headers, byte[])}.
     *
     * @throws MalformedRecordException if a header is missing or invalid, or there is no value
     */
    public static Frame fromRecord(ReceivedRecord record) throws MalformedRecordException {
        return fromRecord(() -> FrameHeaders.of(record.headers()), record.value());
    }

    private static Frame fromRecord(Supplier<FrameHeaders> headers, byte[] value)
            throws MalformedRecordException {
        if (value == null) {
            throw new MalformedRecordException("record has no value: a frame must have an image");
        }
        try {
            return toFrame(headers.get(), value);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }

    /**
     * The id of a frame, whatever else is wrong with its record.
     *
     * @return empty if the record does not have exactly one id, or has another key than its camera
     */
    public static Optional<FrameId> id(ReceivedRecord record) {
        List<ReceivedRecord.Header> ids =
                record.headers().stream()
                        .filter(header -> header.name().equals(FrameHeaders.ID))
                        .toList();
        if (ids.size() != 1 || ids.get(0).value() == null || record.key() == null) {
            return Optional.empty();
        }
        try {
            FrameId id = FrameId.parse(new String(ids.get(0).value(), UTF_8));
            return Optional.of(id)
                    .filter(of -> of.camera().value().equals(new String(record.key(), UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CloudEvent toEvent(Frame frame) {
        FrameId id = frame.id();
        Frame.Image image = frame.image();
        Instant time = frame.captureTime().truncatedTo(ChronoUnit.MICROS);
        CloudEventBuilder event =
                CloudEventBuilder.v1()
                        .withId(id.toString())
                        .withSource(URI.create(source(id)))
                        .withType(TYPE)
                        .withTime(time.atOffset(ZoneOffset.UTC))
                        .withExtension("run", Long.toString(id.run()))
                        .withExtension("sequence", Long.toString(id.sequence()))
                        .withExtension("capturetime", Long.toString(toMicros(time)))
                        .withExtension("pts", Long.toString(frame.ptsMicros()))
                        .withExtension("width", Integer.toString(image.width()))
                        .withExtension("height", Integer.toString(image.height()))
                        .withDataContentType(image.encoding().contentType())
                        .withData(BytesCloudEventData.wrap(image.bytes()));
        Instant cameraTime = frame.times().cameraTime();
        if (cameraTime != null) {
            event.withExtension("cameratime", Long.toString(toMicros(cameraTime)));
        }
        return event.build();
    }

    private static Frame toFrame(FrameHeaders headers, byte[] image) {
        headers.require(FrameHeaders.SPEC_VERSION, "1.0");
        headers.require(FrameHeaders.TYPE, TYPE);
        FrameId id = FrameId.parse(headers.text(FrameHeaders.ID));
        headers.require(FrameHeaders.SOURCE, source(id));
        headers.require(FrameHeaders.RUN, Long.toString(id.run()));
        headers.require(FrameHeaders.SEQUENCE, Long.toString(id.sequence()));
        requireTime(headers);
        return new Frame(
                id,
                new FrameTimes(
                        time(headers, FrameHeaders.CAPTURE_TIME),
                        headers.has(FrameHeaders.CAMERA_TIME)
                                ? time(headers, FrameHeaders.CAMERA_TIME)
                                : null),
                headers.number(FrameHeaders.PTS, Long.MIN_VALUE, Long.MAX_VALUE),
                new Frame.Image(
                        FrameEncoding.ofContentType(headers.text(FrameHeaders.CONTENT_TYPE)),
                        (int) headers.number(FrameHeaders.WIDTH, 1, MAX_SIZE),
                        (int) headers.number(FrameHeaders.HEIGHT, 1, MAX_SIZE),
                        image));
    }

    /**
     * Nobody reads it, as {@code ce_capturetime} is exact; but CloudEvents wants it well-formed.
     */
    private static void requireTime(FrameHeaders headers) {
        if (!headers.has(FrameHeaders.TIME)) {
            return;
        }
        String time = headers.text(FrameHeaders.TIME);
        try {
            if (!UtcTime.isPlain(time)) {
                OffsetDateTime.parse(time);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "header ce_time '" + time + "' must be a time such as 2026-11-25T04:01:30Z", e);
        }
    }

    private static String source(FrameId id) {
        return "/cameras/" + id.camera();
    }

    private static long toMicros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant time(FrameHeaders headers, String name) {
        return Instant.EPOCH.plus(headers.number(name, 0, MAX_MICROS), ChronoUnit.MICROS);
    }
}
