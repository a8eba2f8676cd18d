package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Instant;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events as CloudEvents in Kafka's binary mode; the record's timestamp is the event's time, whole
 * milliseconds.
 */
final class EventSerializer<T> extends TopicSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, CloudEvent> toEvent;

    EventSerializer(
            String topic,
            SerializableFunction<String, RecordLimits> limitsOfTopic,
            SerializableFunction<T, String> key,
            SerializableFunction<T, CloudEvent> toEvent) {
        super(topic, limitsOfTopic);
        this.key = key;
        this.toEvent = toEvent;
    }

    @Override
    ProducerRecord<byte[], byte[]> toRecord(T element, RecordLimits limits, Instant now) {
        CloudEvent event = toEvent.apply(element);
        return KafkaMessageFactory.createWriter(
                        topic,
                        null,
                        event.getTime().toInstant().toEpochMilli(),
                        key.apply(element).getBytes(UTF_8))
                .writeBinary(event);
    }

    @Override
    String name(T element) {
        CloudEvent event = toEvent.apply(element);
        return event.getType() + " " + event.getId();
    }
}
