package io.framewatch.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.CameraId;
import io.framewatch.event.FrameLocation;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the records of one camera and of a time from a topic whose records are keyed by camera and
 * have the capture time as timestamp. All of them are in one partition, among those of other
 * cameras, whose capture times may be ahead.
 *
 * @param from first capture time
 * @param to last capture time
 */
public record CameraScan<T>(Topic<T> topic, CameraId camera, Instant from, Instant to) {

    /** How far the records of a camera may be out of order. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    /** More than capture times of files are ahead of the clock. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Reads them.
     *
     * @param handler called by this thread, also for some records shortly before and after the time
     * @throws KafkaException if the cluster does not answer, refuses, or lacks the topic
     */
    public void read(KafkaClients clients, RecordHandler<T> handler) {
        Subscription<T> subscription = new Subscription<>(topic, handler);
        byte[] key = camera.value().getBytes(UTF_8);
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            Map<TopicPartition, Long> ends = seek(consumer, clients.fullName(topic));
            Set<TopicPartition> unread = new HashSet<>(ends.keySet());
            while (!withdraw(consumer, unread, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition =
                            new TopicPartition(record.topic(), record.partition());
                    boolean own = Arrays.equals(key, record.key());
                    if (isAfter(record, own ? DISORDER : AHEAD)) {
                        unread.remove(partition);
                    } else if (own && unread.contains(partition)) {
                        unread.retainAll(Set.of(partition));
                        subscription.dispatch(record);
                    }
                }
            }
        }
    }

    /** The first offset that a partition of a location still has; 0 if there is no such topic. */
    public static long earliestOffset(KafkaClients clients, FrameLocation location) {
        TopicPartition partition = new TopicPartition(location.topic(), location.partition());
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** Goes to the start in every partition that has records since then; gives their ends. */
    private Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer, String name) {
        Map<TopicPartition, Long> times = new HashMap<>();
        List<TopicPartition> partitions =
                consumer.partitionsFor(name).stream()
                        .map(partition -> new TopicPartition(name, partition.partition()))
                        .toList();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        consumer.assign(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found =
                new HashMap<>(consumer.offsetsForTimes(times));
        found.values().removeIf(offset -> offset == null);
        found.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
        return consumer.endOffsets(found.keySet());
    }

    /** Reads no more of a partition that is at its end; returns whether all are. */
    private static boolean withdraw(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> unread,
            Map<TopicPartition, Long> ends) {
        unread.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
        Set<TopicPartition> done = new HashSet<>(consumer.assignment());
        done.removeAll(unread);
        consumer.pause(done);
        return unread.isEmpty();
    }

    private boolean isAfter(ConsumerRecord<byte[], byte[]> record, Duration late) {
        return record.timestamp() > to.plus(late).toEpochMilli();
    }
}
