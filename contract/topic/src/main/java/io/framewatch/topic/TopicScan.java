package io.framewatch.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads a stretch of a topic once, up to the end that it has when the reading begins.
 *
 * @param topic the topic
 * @param from timestamp of the first records; empty from the beginning
 * @param to timestamp of the first record of a partition that no longer belongs to it; empty to the
 *     end
 */
public record TopicScan<T>(Topic<T> topic, Optional<Instant> from, Optional<Instant> to) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** All that a topic has now. */
    public static <T> TopicScan<T> all(Topic<T> topic) {
        return new TopicScan<>(topic, Optional.empty(), Optional.empty());
    }

    /** What a topic has of a time, the end not included. */
    public static <T> TopicScan<T> between(Topic<T> topic, Instant from, Instant to) {
        return new TopicScan<>(topic, Optional.of(from), Optional.of(to));
    }

    /**
     * Reads it.
     *
     * @param handler called by this thread
     * @throws KafkaException if the cluster does not answer, refuses, or lacks the topic
     */
    public void read(KafkaClients clients, RecordHandler<T> handler) {
        Subscription<T> subscription = new Subscription<>(topic, handler);
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            Map<TopicPartition, Long> ends = seek(consumer, clients.fullName(topic));
            Set<TopicPartition> unread = new HashSet<>(ends.keySet());
            while (!withdraw(consumer, unread, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition =
                            new TopicPartition(record.topic(), record.partition());
                    if (isAfter(record)) {
                        unread.remove(partition);
                    } else if (unread.contains(partition)
                            && record.offset() < ends.get(partition)) {
                        subscription.dispatch(record);
                    }
                }
            }
        }
    }

    /** Reads no more of a partition that is at its end; returns whether all are. */
    private static boolean withdraw(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> unread,
            Map<TopicPartition, Long> ends) {
        unread.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
        consumer.pause(difference(consumer.assignment(), unread));
        return unread.isEmpty();
    }

    private boolean isAfter(ConsumerRecord<byte[], byte[]> record) {
        return to.isPresent() && record.timestamp() >= to.get().toEpochMilli();
    }

    /** Goes to the start in every partition that has records since then; gives their ends. */
    private Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer, String name) {
        List<TopicPartition> partitions = partitions(consumer, name);
        consumer.assign(partitions);
        if (from.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return consumer.endOffsets(partitions);
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.get().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found =
                new HashMap<>(consumer.offsetsForTimes(times));
        found.values().removeIf(offset -> offset == null);
        found.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
        return consumer.endOffsets(found.keySet());
    }

    /**
     * The partitions of a topic.
     *
     * @throws UnknownTopicOrPartitionException if the cluster does not have it
     */
    static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static Collection<TopicPartition> difference(
            Collection<TopicPartition> all, Collection<TopicPartition> without) {
        Set<TopicPartition> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
