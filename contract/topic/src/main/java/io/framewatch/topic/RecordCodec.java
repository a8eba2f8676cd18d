package io.framewatch.topic;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The wire form of the records of a topic. Implementations are stateless and thread-safe. */
public interface RecordCodec<T> {

    /**
     * Writes a record; Kafka's partitioner chooses by the key.
     *
     * @param topic full name of the topic
     * @param limits what the topic takes; kept where there is a way to
     * @param now when it is written
     */
    ProducerRecord<byte[], byte[]> toRecord(
            String topic, T value, RecordLimits limits, Instant now);

    /**
     * Reads a record.
     *
     * @throws MalformedRecordException if it is none of this form
     */
    T fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException;

    /** Names a value for whoever looks for it. */
    String name(T value);
}
