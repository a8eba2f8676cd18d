package io.framewatch.job;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.function.ThrowingRunnable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of one test: writes frames, reads what is committed. */
final class TestTopics implements AutoCloseable {

    private static final int PARTITIONS = 4;

    /** Larger than what other topics and the job's producers take. */
    private static final int LARGEST = 12 << 20;

    /** Frames of tests may be of any time. */
    private static final Map<String, String> OF_FRAMES =
            Map.of("max.message.bytes", Integer.toString(LARGEST), "retention.ms", "-1");

    /** How long nothing may come, however much there is to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaOptions kafka;
    private final KafkaProducer<String, byte[]> producer;

    TestTopics(EmbeddedBroker broker, String prefix) throws InterruptedException {
        kafka = new KafkaOptions(broker.bootstrapServers(), prefix, PARTITIONS, Map.of());
        broker.createTopic(kafka.topic(Topics.FRAMES.name()), PARTITIONS, OF_FRAMES);
        TopicAdmin.ensure(new KafkaClients(kafka), Topics.OF_THE_JOB);
        Map<String, Object> client = kafka.clientProperties();
        client.put("max.request.size", LARGEST);
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    KafkaOptions kafka() {
        return kafka;
    }

    static Frame frame(String camera, long sequence, int width, int height, byte[] image) {
        FrameId id = new FrameId(new CameraId(camera), Results.RUN, sequence);
        Instant captured = Results.captureTime(Results.RUN, sequence);
        return new Frame(
                id, captured, 0, new Frame.Image(FrameEncoding.JPEG, width, height, image));
    }

    static Frame frame(String camera, long sequence, Instant captured, byte[] image) {
        FrameId id = new FrameId(new CameraId(camera), Results.RUN, sequence);
        return new Frame(id, captured, 0, new Frame.Image(FrameEncoding.JPEG, 224, 224, image));
    }

    void send(Frame frame) {
        send(toRecord(frame));
    }

    ProducerRecord<String, byte[]> toRecord(Frame frame) {
        return FrameRecords.toRecord(kafka.topic("frames"), frame);
    }

    void send(ProducerRecord<String, byte[]> record) {
        var unused = producer.send(record);
    }

    /** Sends a record to a partition of its topic. */
    void send(int partition, ProducerRecord<String, byte[]> record) {
        send(
                new ProducerRecord<>(
                        record.topic(),
                        partition,
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()));
    }

    void flush() {
        producer.flush();
    }

    /** Waits until that many records are committed; returns all that are there then. */
    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
        return await(topic, count, "read_committed");
    }

    /** Waits until that many records are written, whatever becomes of their transactions. */
    List<ConsumerRecord<byte[], byte[]>> awaitUncommitted(String topic, int count) {
        return await(topic, count, "read_uncommitted");
    }

    private List<ConsumerRecord<byte[], byte[]>> await(String topic, int count, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, isolation)) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long lastSeen = System.nanoTime();
            while (records.size() < count) {
                if (System.nanoTime() - lastSeen > PATIENCE.toNanos()) {
                    throw new AssertionError(
                            records.size() + " instead of " + count + " records in " + topic);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records.add(record);
                    lastSeen = System.nanoTime();
                }
            }
            return records;
        }
    }

    /**
     * Waits until that many records are committed to some topics together.
     *
     * @param check called while it waits
     */
    void awaitAll(int count, ThrowingRunnable<Exception> check, String... topics) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topics[0], "read_committed")) {
            consumer.assign(Stream.of(topics).flatMap(this::partitions).toList());
            long lastSeen = System.nanoTime();
            for (int there = 0; there < count; ) {
                check.run();
                int more = consumer.poll(POLL).count();
                there += more;
                lastSeen = more > 0 ? System.nanoTime() : lastSeen;
                if (System.nanoTime() - lastSeen > PATIENCE.toNanos()) {
                    throw new AssertionError(there + " instead of " + count + " records");
                }
            }
        }
    }

    /** Writes records without a value until a partition ends at an offset. */
    void fill(TopicPartition partition, long end) {
        for (long offset = end(partition); offset < end; offset++) {
            send(new ProducerRecord<>(partition.topic(), partition.partition(), "none", null));
        }
        flush();
    }

    /** Where a partition ends. */
    long end(TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(Topics.FRAMES.name(), "read_uncommitted")) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    /** Reads all that is committed now. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, "read_committed")) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic, String isolation) {
        Map<String, Object> client = kafka.clientProperties();
        client.put("isolation.level", isolation);
        client.put("auto.offset.reset", "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions(topic).toList());
        return consumer;
    }

    private Stream<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(kafka.topic(topic), partition));
    }
}
