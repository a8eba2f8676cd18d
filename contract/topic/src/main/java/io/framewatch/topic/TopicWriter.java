package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Event;
import io.framewatch.event.EventAttributes;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes single records and waits until the broker has them. Thread-safe. */
public final class TopicWriter implements AutoCloseable {

    private final KafkaClients clients;
    private final Producer<byte[], byte[]> producer;

    /**
     * @throws KafkaException if the configuration allows no client
     */
    public TopicWriter(KafkaClients clients) {
        this.clients = clients;
        this.producer = clients.producer();
    }

    /**
     * Writes a record.
     *
     * @throws KafkaException if the broker does not take it in time, with its reason
     */
    public <T> void write(Topic<T> topic, T value) throws InterruptedException {
        write(topic, value, RecordLimits.NONE);
    }

    /**
     * Writes a record, as far as possible within the limits of the topic.
     *
     * @throws KafkaException if the broker does not take it in time, with its reason
     */
    public <T> void write(Topic<T> topic, T value, RecordLimits limits)
            throws InterruptedException {
        send(topic.codec().toRecord(clients.fullName(topic), value, limits, Instant.now()));
    }

    /**
     * Writes an event under attributes, and so a key, that are not its own.
     *
     * @throws KafkaException if the broker does not take it in time, with its reason
     */
    public <T extends Event> void write(Topic<T> topic, T event, EventAttributes attributes)
            throws InterruptedException {
        if (!(topic.codec() instanceof EventCodec<T> codec)) {
            throw new IllegalArgumentException("topic " + topic + " must be one of events");
        }
        send(codec.toRecord(clients.fullName(topic), event, attributes));
    }

    /**
     * Ends a key of a compacted topic.
     *
     * @throws KafkaException if the broker does not take it in time, with its reason
     */
    public void delete(Topic<?> topic, String key) throws InterruptedException {
        send(new ProducerRecord<>(clients.fullName(topic), key.getBytes(UTF_8), null));
    }

    /**
     * Ends a key of a compacted topic at a time, which is the timestamp of the record.
     *
     * @throws KafkaException if the broker does not take it in time, with its reason
     */
    public void delete(Topic<?> topic, String key, Instant time) throws InterruptedException {
        byte[] end = null;
        String name = clients.fullName(topic);
        send(new ProducerRecord<>(name, null, time.toEpochMilli(), key.getBytes(UTF_8), end));
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refusal
                    ? refusal
                    : new KafkaException(e.getCause());
        }
    }
}
