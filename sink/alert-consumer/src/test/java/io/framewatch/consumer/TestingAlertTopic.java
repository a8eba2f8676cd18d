package io.framewatch.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.DeadLetter;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** An alerts topic with two partitions, and the group that reads it. */
public final class TestingAlertTopic implements AutoCloseable {

    private static final int PARTITIONS = 2;

    private final KafkaClients clients;
    private final TopicWriter writer;
    private final Admin admin;

    private TestingAlertTopic(KafkaClients clients) {
        this.clients = clients;
        writer = new TopicWriter(clients);
        admin = clients.admin();
    }

    /**
     * Creates the topics of a test.
     *
     * @param name of the test, which has topics and groups of its own
     */
    public static TestingAlertTopic create(EmbeddedBroker broker, String name)
            throws InterruptedException {
        KafkaClients clients =
                new KafkaClients(
                        new KafkaOptions(
                                broker.bootstrapServers(), name + ".", PARTITIONS, Map.of()));
        TopicAdmin.ensure(clients, List.of(Topics.ALERTS, Topics.PARKED_ALERTS));
        return new TestingAlertTopic(clients);
    }

    /** A camera whose records Kafka puts into a partition. */
    public static String camera(int partition) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "gate-" + i)
                .filter(id -> partition(id) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String camera) {
        return Utils.toPositive(Utils.murmur2(camera.getBytes(UTF_8))) % PARTITIONS;
    }

    public KafkaClients clients() {
        return clients;
    }

    String name() {
        return clients.fullName(Topics.ALERTS);
    }

    String group() {
        return name() + ".group";
    }

    public void write(List<Alert> alerts) throws InterruptedException {
        for (Alert alert : alerts) {
            writer.write(Topics.ALERTS, alert);
        }
    }

    /** Writes something else into the partition of a camera. */
    void writeMalformed(String camera, String value) throws Exception {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    name(), camera.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    public List<DeadLetter> parked() {
        List<DeadLetter> letters = new ArrayList<>();
        TopicScan.all(Topics.PARKED_ALERTS)
                .read(clients, RecordHandler.of(r -> letters.add(r.value()), (r, reason) -> {}));
        return letters;
    }

    /** Waits until the group has committed an offset of partition 0. */
    void awaitCommitted(long offset) throws Exception {
        TestingWait.until("offset " + offset + " is committed", () -> committed() == offset);
    }

    /** Waits until a group that begins with alerts from now on has begun. */
    public void awaitReading(String reader) throws Exception {
        TestingWait.until(
                "group " + reader + " reads",
                () ->
                        admin.listConsumerGroupOffsets(reader)
                                        .partitionsToOffsetAndMetadata()
                                        .get()
                                        .size()
                                == PARTITIONS);
    }

    /** The group's offset of partition 0; -1 before the first commit. */
    long committed() throws Exception {
        OffsetAndMetadata offset =
                admin.listConsumerGroupOffsets(group())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(name(), 0));
        return offset == null ? -1 : offset.offset();
    }

    int members() throws Exception {
        return admin.describeConsumerGroups(List.of(group()))
                .all()
                .get()
                .get(group())
                .members()
                .size();
    }

    @Override
    public void close() {
        writer.close();
        admin.close();
    }
}
