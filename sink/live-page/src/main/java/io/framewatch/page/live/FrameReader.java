package io.framewatch.page.live;

import io.framewatch.event.Frame;
import io.framewatch.event.FrameLocation;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single frames by their places in the topic. Thread-safe; one is read at a time. */
public final class FrameReader implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private Consumer<byte[], byte[]> consumer;
    private boolean closed;

    public FrameReader(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Reads a frame.
     *
     * @return empty if it is not retained any more, or no frame of this cluster
     * @throws KafkaException if the cluster does not answer
     */
    public synchronized Optional<Frame> read(FrameLocation location) {
        if (closed || !location.topic().equals(clients.fullName(Topics.FRAMES))) {
            return Optional.empty();
        }
        if (consumer == null) {
            consumer = clients.consumer();
        }
        TopicPartition partition = new TopicPartition(location.topic(), location.partition());
        consumer.assign(List.of(partition));
        Long first = consumer.beginningOffsets(List.of(partition)).get(partition);
        if (first == null || first > location.offset()) {
            return Optional.empty();
        }
        consumer.seek(partition, location.offset());
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT).records(partition)) {
            if (record.offset() == location.offset()) {
                return frame(record).filter(frame -> frame.id().equals(location.frame()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Frame> frame(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(Topics.FRAMES.codec().fromRecord(record));
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (consumer != null) {
            consumer.close();
        }
    }
}
