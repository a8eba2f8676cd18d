package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.framewatch.event.Event;
import io.framewatch.event.EventAttributes;
import io.framewatch.event.EventJson;
import io.framewatch.event.EventType;
import io.framewatch.event.MalformedEventException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Events as CloudEvents (1.0) in Kafka's binary mode: attributes are {@code ce_*} headers, the
 * value is the JSON of {@link EventJson}, {@code ce_dataschema} names its schema. The record's
 * timestamp is the event's time, whole milliseconds, or when it is written.
 *
 * @param types the kinds of events on the topic; if there are several, {@code ce_type} tells
 * @see <a href="https://github.com/cloudevents/spec">CloudEvents, Kafka protocol binding</a>
 */
record EventCodec<T extends Event>(List<EventType<? extends T>> types) implements RecordCodec<T> {

    private static final String TYPE = "ce_type";

    EventCodec {
        types = List.copyOf(types);
    }

    @Override
    public ProducerRecord<byte[], byte[]> toRecord(
            String topic, T event, RecordLimits limits, Instant now) {
        return toRecord(topic, event, event.attributes());
    }

    /** Writes a record with other attributes than the event's own. */
    ProducerRecord<byte[], byte[]> toRecord(String topic, T event, EventAttributes attributes) {
        return KafkaMessageFactory.createWriter(
                        topic,
                        null,
                        attributes.time().map(Instant::toEpochMilli).orElse(null),
                        attributes.key().getBytes(UTF_8))
                .writeBinary(cloudEvent(event, attributes));
    }

    @Override
    public T fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
        try {
            return EventJson.read(record.value(), typeOf(record).javaType());
        } catch (MalformedEventException e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }

    @Override
    public String name(T event) {
        return typeOf(event).type() + " " + event.attributes().id();
    }

    /** The event with its data and attributes. */
    CloudEvent cloudEvent(T event, EventAttributes attributes) {
        EventType<? extends T> type = typeOf(event);
        return CloudEventBuilder.v1()
                .withId(attributes.id())
                .withSource(URI.create(attributes.source()))
                .withSubject(attributes.subject())
                .withTime(attributes.time().map(EventCodec::micros).orElse(null))
                .withType(type.type())
                .withData("application/json", type.schemaId(), EventJson.toBytes(event))
                .build();
    }

    private static OffsetDateTime micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private EventType<? extends T> typeOf(T event) {
        return types.stream()
                .filter(type -> type.javaType().isInstance(event))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(event + " must be one of " + types));
    }

    private EventType<? extends T> typeOf(ConsumerRecord<byte[], byte[]> record)
            throws MalformedRecordException {
        if (types.size() == 1) {
            return types.get(0);
        }
        Header header = record.headers().lastHeader(TYPE);
        String text =
                header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        for (EventType<? extends T> type : types) {
            if (type.type().equals(text)) {
                return type;
            }
        }
        throw new MalformedRecordException(
                "header %s '%s' must be one of %s"
                        .formatted(TYPE, text, types.stream().map(EventType::type).toList()));
    }
}
