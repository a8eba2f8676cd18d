package io.framewatch.benchmark;

import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what lies on the topics of one prefix. Not thread-safe. */
final class RecordedTopics implements AutoCloseable {

    private static final int SOME = 64;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String prefix;
    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();

    /** A result and when the broker appended it, where its topic has such timestamps. */
    record AppendedResult(Classification result, Instant appended) {}

    RecordedTopics(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /** Records that the job has answered frames with: results and dead letters. */
    long answers() {
        return size(Topics.CLASSIFICATIONS.name()) + size(Topics.DEAD_LETTERS.name());
    }

    /** Number of records on a topic; the prefix is added to its name. */
    long size(String topic) {
        return sum(ends(topic));
    }

    /** Where the topic's partitions end now. */
    Map<TopicPartition, Long> ends(String topic) {
        return consumer.endOffsets(partitions(topic));
    }

    /** The results that came after the given ends of the topic's partitions. */
    List<AppendedResult> resultsSince(Map<TopicPartition, Long> ends)
            throws MalformedRecordException {
        long count = size(Topics.CLASSIFICATIONS.name()) - sum(ends);
        consumer.assign(ends.keySet());
        ends.forEach(consumer::seek);
        List<AppendedResult> results = new ArrayList<>();
        while (results.size() < count) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                results.add(
                        new AppendedResult(
                                Topics.CLASSIFICATIONS.codec().fromRecord(record),
                                Instant.ofEpochMilli(record.timestamp())));
            }
        }
        return results;
    }

    /** All frames of the frames topic, in the order of each partition. */
    void eachFrame(Consumer<Frame> action) throws MalformedRecordException {
        long count = size(Topics.FRAMES.name());
        seekToFrames();
        for (long read = 0; read < count; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                action.accept(FrameRecords.fromRecord(record.headers(), record.value()));
                read++;
            }
        }
    }

    /** Sends each record of the frames topic to the same partition of another topic, in order. */
    void copyFrames(Producer<byte[], byte[]> producer, String topic) {
        long count = size(Topics.FRAMES.name());
        seekToFrames();
        for (long read = 0; read < count; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        record.partition(),
                                        record.timestamp(),
                                        record.key(),
                                        record.value(),
                                        record.headers()));
                read++;
            }
        }
        producer.flush();
    }

    /** The first frames of the frames topic. */
    List<Frame> someFrames() throws MalformedRecordException {
        List<Frame> frames = new ArrayList<>();
        seekToFrames();
        while (frames.size() < SOME) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                frames.add(FrameRecords.fromRecord(record.headers(), record.value()));
            }
        }
        return frames.subList(0, SOME);
    }

    /** Mean size of their images, bytes. */
    double meanFrameBytes() throws MalformedRecordException {
        return someFrames().stream()
                .mapToInt(frame -> frame.image().bytes().length)
                .average()
                .orElse(0);
    }

    /** Their images, uint8 RGB 224x224. */
    List<byte[]> someImages() throws MalformedRecordException, IOException {
        List<byte[]> images = new ArrayList<>();
        for (Frame frame : someFrames()) {
            images.add(
                    frame.image().encoding() == FrameEncoding.RGB
                            ? frame.image().bytes()
                            : JpegPixels.rgb(frame.image().bytes()));
        }
        return images;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void seekToFrames() {
        consumer.assign(partitions(Topics.FRAMES.name()));
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Asked for once: the broker's work is part of what is measured. */
    private List<TopicPartition> partitions(String topic) {
        return partitions.computeIfAbsent(
                prefix + topic,
                name ->
                        consumer.partitionsFor(name).stream()
                                .map(part -> new TopicPartition(name, part.partition()))
                                .toList());
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }
}
