package io.framewatch.ingest;

import io.framewatch.frame.Frame;
import io.framewatch.frame.FrameRecords;
import io.framewatch.frame.MalformedFrameException;
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
            throws MalformedFrameException {
        List<Frame> frames = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(bootstrapServers, topic)) {
            frames.add(FrameRecords.fromRecord(record.headers(), record.value()));
        }
        return frames;
    }

    /** Returns all records that are in the topic now, in the order of each partition. */
    public static List<ConsumerRecord<String, byte[]>> records(
            String bootstrapServers, String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
