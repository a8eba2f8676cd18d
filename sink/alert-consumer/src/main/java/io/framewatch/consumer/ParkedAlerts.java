package io.framewatch.consumer;

import io.framewatch.event.DeadLetter;
import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ReceivedRecord.Header;
import io.framewatch.event.ReceivedRecord.Position;
import io.framewatch.topic.DeadLetterHeaders;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.TopicLimits;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes what cannot be handled to the topic of parked alerts. Thread-safe. */
final class ParkedAlerts implements AutoCloseable {

    private final byte[] group;
    private final RecordLimits limits;
    private final TopicWriter writer;

    /**
     * @throws KafkaException if the cluster does not answer or lacks the topic
     */
    ParkedAlerts(KafkaClients clients, String group) {
        this.group = group.getBytes(StandardCharsets.UTF_8);
        limits = TopicLimits.read(clients, Topics.PARKED_ALERTS);
        writer = new TopicWriter(clients);
    }

    /**
     * Writes a record and waits until the broker has it.
     *
     * @throws KafkaException if the broker does not take it in time
     */
    void write(ConsumerRecord<byte[], byte[]> record, Stage stage, Throwable reason)
            throws InterruptedException {
        DeadLetter letter =
                new DeadLetter(
                        received(record),
                        stage,
                        KafkaReason.of(reason),
                        reason.getClass().getName());
        writer.write(Topics.PARKED_ALERTS, letter, limits);
    }

    @Override
    public void close() {
        writer.close();
    }

    private ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        headers.add(new Header(DeadLetterHeaders.PARKED_BY, group));
        return new ReceivedRecord(
                new Position(record.topic(), record.partition(), record.offset()),
                record.timestamp(),
                record.key(),
                headers,
                record.value());
    }
}
