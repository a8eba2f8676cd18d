package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic and who takes its records.
 *
 * @param topic the topic
 * @param handler called by the thread that reads
 */
public record Subscription<T>(Topic<T> topic, RecordHandler<T> handler) {

    /** Hands a record of the topic to the handler. */
    public void dispatch(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && topic.isCompacted()) {
            handler.deleted(toRecord(record, null));
            return;
        }
        T value;
        try {
            value = topic.codec().fromRecord(record);
        } catch (MalformedRecordException e) {
            handler.malformed(toRecord(record, null), e.getMessage());
            return;
        }
        handler.received(toRecord(record, value));
    }

    private static <V> TopicRecord<V> toRecord(ConsumerRecord<byte[], byte[]> record, V value) {
        return new TopicRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), UTF_8),
                value);
    }
}
