package io.framewatch.benchmark;

import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.frame.FrameEncoding;
import io.framewatch.frame.FrameRecords;
import io.framewatch.frame.MalformedFrameException;
import io.framewatch.job.JobTopics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what lies on the benchmark's topics. Not thread-safe. */
final class RecordedTopics implements AutoCloseable {

    private static final String PREFIX = "framewatch.";
    private static final int SOME = 64;
    private static final int SIDE = 224;
    private static final int CHANNELS = 3;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    RecordedTopics(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
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
    List<Classification> classificationsSince(Map<TopicPartition, Long> ends)
            throws MalformedEventException {
        long count = size(JobTopics.CLASSIFICATIONS) - sum(ends);
        consumer.assign(ends.keySet());
        ends.forEach(consumer::seek);
        List<Classification> results = new ArrayList<>();
        while (results.size() < count) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                results.add(EventJson.toClassification(record.value()));
            }
        }
        return results;
    }

    /** The first images on the frames topic, uint8 RGB 224x224. */
    List<byte[]> someImages() throws MalformedFrameException, IOException {
        List<byte[]> images = new ArrayList<>();
        consumer.assign(partitions(JobTopics.FRAMES));
        consumer.seekToBeginning(consumer.assignment());
        while (images.size() < SOME) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                var frame = FrameRecords.fromRecord(record.headers(), record.value());
                images.add(
                        frame.encoding() == FrameEncoding.RGB
                                ? frame.image()
                                : decode(frame.image()));
            }
        }
        return images;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(PREFIX + topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private static byte[] decode(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        byte[] rgb = new byte[SIDE * SIDE * CHANNELS];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int pixel = image.getRGB(i % SIDE, i / SIDE);
            rgb[i * CHANNELS] = (byte) (pixel >> 16);
            rgb[i * CHANNELS + 1] = (byte) (pixel >> 8);
            rgb[i * CHANNELS + 2] = (byte) pixel;
        }
        return rgb;
    }
}
