package io.framewatch.ingest;

import io.framewatch.event.Frame;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole frames topic. */
public final class TestingFrames {

    private TestingFrames() {}

    /** Returns all frames that are in the topic now, in the order of each partition. */
    public static List<Frame> readAll(String bootstrapServers, String topic)
            throws MalformedRecordException {
        return frames(records(bootstrapServers, topic));
    }

    /** Returns all records that are in the topic now, in the order of each partition. */
    public static List<ConsumerRecord<String, byte[]>> records(
            String bootstrapServers, String topic) {
        try (KafkaConsumer<String, byte[]> consumer =
                consumer(Map.of("bootstrap.servers", bootstrapServers), topic)) {
            long count =
                    consumer.endOffsets(consumer.assignment()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            return poll(consumer, count);
        }
    }

    /** Waits until the topic, which must exist, has this many frames, and returns them. */
    public static List<Frame> await(String bootstrapServers, String topic, long count)
            throws MalformedRecordException {
        return await(Map.of("bootstrap.servers", bootstrapServers), topic, count);
    }

    /** As above, by a consumer with these properties. */
    public static List<Frame> await(Map<String, Object> client, String topic, long count)
            throws MalformedRecordException {
        try (KafkaConsumer<String, byte[]> consumer = consumer(client, topic)) {
            return frames(poll(consumer, count));
        }
    }

    private static List<ConsumerRecord<String, byte[]>> poll(
            KafkaConsumer<String, byte[]> consumer, long count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        while (records.size() < count) {
            consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
        }
        return records;
    }

    private static KafkaConsumer<String, byte[]> consumer(
            Map<String, Object> client, String topic) {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static List<Frame> frames(List<ConsumerRecord<String, byte[]>> records)
            throws MalformedRecordException {
        List<Frame> frames = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            frames.add(FrameRecords.fromRecord(record.headers(), record.value()));
        }
        return frames;
    }
}
