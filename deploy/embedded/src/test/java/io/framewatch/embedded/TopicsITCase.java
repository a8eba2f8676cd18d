package io.framewatch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.ShedFrame;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicLimits;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The clients of contract/topic with a real broker. */
@Timeout(120)
class TopicsITCase {

    private static final CameraId GATE = new CameraId("gate");
    private static final Instant START = Instant.parse("2026-11-27T09:00:00Z");

    private static EmbeddedBroker broker;

    private KafkaClients clients;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void choosePrefix(TestInfo test) {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 3, Map.of()));
    }

    @Test
    void shouldCreateEachTopicAsTheCatalogueSays() throws Exception {
        TopicAdmin.ensure(clients, Topics.ALL);
        TopicAdmin.ensure(clients, Topics.ALL);

        for (Topic<?> topic : Topics.ALL) {
            assertThat(partitions(topic))
                    .as(topic.name())
                    .isEqualTo(topic == Topics.CAMERAS ? 64 : topic.isCompacted() ? 1 : 3);
            assertThat(config(topic, "cleanup.policy"))
                    .as(topic.name())
                    .isEqualTo(topic.isCompacted() ? "compact" : "delete");
        }
        assertThat(config(Topics.LEDGER, "retention.ms"))
                .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
    }

    @Test
    void shouldRefuseACompactedTopicThatIsNone() throws Exception {
        broker.createTopic(clients.fullName(Topics.MODELS), 1);
        broker.createTopic(clients.fullName(Topics.RULES), 2, Map.of("cleanup.policy", "compact"));

        broker.createTopic(
                clients.fullName(Topics.CAMERAS), 5, Map.of("cleanup.policy", "compact"));

        TopicAdmin.ensure(clients, List.of(Topics.CAMERAS));
        assertThatThrownBy(() -> TopicAdmin.ensure(clients, List.of(Topics.MODELS)))
                .isInstanceOf(KafkaException.class)
                .hasMessageEndingWith(
                        "topic %s has cleanup.policy 'delete': must be compact",
                        clients.fullName(Topics.MODELS));
        assertThatThrownBy(() -> TopicAdmin.ensure(clients, List.of(Topics.RULES)))
                .isInstanceOf(KafkaException.class)
                .hasMessageEndingWith(
                        "topic %s has 2 partitions: must have 1", clients.fullName(Topics.RULES));
    }

    @Test
    void shouldReadTheStrictestLimitsOfSomeTopics() throws Exception {
        broker.createTopic(clients.fullName(Topics.ALERTS), 1, Map.of("max.message.bytes", "5000"));
        broker.createTopic(
                clients.fullName(Topics.SHED),
                1,
                Map.of("message.timestamp.before.max.ms", "60000"));

        RecordLimits limits = TopicLimits.read(clients, Topics.ALERTS, Topics.SHED);

        assertThat(limits.maxBytes()).isEqualTo(5000);
        assertThat(limits.maxPast()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldFollowWhatIsAndThenEachChange() throws Exception {
        TopicAdmin.ensure(clients, List.of(Topics.CAMERAS));
        Changes changes = new Changes();
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.CAMERAS, camera(1));
            try (TopicFollower follower =
                    TopicFollower.fromBeginning(
                            clients, new Subscription<>(Topics.CAMERAS, changes))) {
                follower.start("cameras", changes::failed);
                assertThat(changes.next()).isEqualTo("0 gate at 1.0");

                writer.write(Topics.CAMERAS, camera(2));
                writer.delete(Topics.CAMERAS, "gate");

                assertThat(changes.next()).isEqualTo("1 gate at 2.0");
                assertThat(changes.next()).isEqualTo("2 gate deleted");
            }
        }
        assertThat(changes.left()).isEmpty();
    }

    @Test
    void shouldNameWhatIsNotOfTheTopicAndReadOn() throws Exception {
        TopicAdmin.ensure(clients, List.of(Topics.CAMERAS));
        Changes changes = new Changes();
        try (TopicWriter writer = new TopicWriter(clients);
                TopicFollower follower =
                        TopicFollower.fromEnd(
                                clients, new Subscription<>(Topics.CAMERAS, changes))) {
            follower.start("cameras", changes::failed);
            Topic<ShedFrame> wrong =
                    new Topic<>(
                            Topics.CAMERAS.name(),
                            Topics.SHED.codec(),
                            Topics.CAMERAS.cleanup(),
                            Topics.CAMERAS.retention(),
                            Topics.CAMERAS.partitions());
            writer.write(wrong, shed(0));
            writer.write(Topics.CAMERAS, camera(3));

            assertThat(changes.next()).startsWith("0 gate: camera is malformed: ");
            assertThat(changes.next()).isEqualTo("1 gate at 3.0");
        }
    }

    @Test
    void shouldScanWhatThereIsOfATime() throws Exception {
        TopicAdmin.ensure(clients, List.of(Topics.SHED));
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (int i = 0; i < 10; i++) {
                writer.write(Topics.SHED, shed(i));
            }
        }

        assertThat(scan(TopicScan.all(Topics.SHED))).hasSize(10);
        assertThat(scan(TopicScan.between(Topics.SHED, START.plusSeconds(3), START.plusSeconds(6))))
                .containsExactly(3L, 4L, 5L);
        assertThat(
                        scan(
                                TopicScan.between(
                                        Topics.SHED, START.plusSeconds(60), START.plusSeconds(90))))
                .isEmpty();
    }

    @Test
    void shouldFollowFromATimeOn() throws Exception {
        TopicAdmin.ensure(clients, List.of(Topics.SHED));
        BlockingQueue<Long> sequences = new LinkedBlockingQueue<>();
        BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
        RecordHandler<ShedFrame> handler =
                record -> sequences.add(record.value().location().frame().sequence());
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (int i = 0; i < 5; i++) {
                writer.write(Topics.SHED, shed(i));
            }
            // The other partitions have nothing of that time: they are followed from their end.
            try (TopicFollower follower =
                    TopicFollower.since(
                            clients,
                            START.plusSeconds(3),
                            new Subscription<>(Topics.SHED, handler))) {
                TopicFollower unused = follower.start("shed", failures::add);
                assertThat(sequences.poll(30, TimeUnit.SECONDS)).isEqualTo(3L);
                assertThat(sequences.poll(30, TimeUnit.SECONDS)).isEqualTo(4L);

                writer.write(Topics.SHED, shed(5));

                assertThat(sequences.poll(30, TimeUnit.SECONDS)).isEqualTo(5L);
            }
        }
        assertThat(failures).isEmpty();
    }

    private List<Long> scan(TopicScan<ShedFrame> scan) {
        List<Long> sequences = new ArrayList<>();
        scan.read(clients, record -> sequences.add(record.value().location().frame().sequence()));
        return sequences;
    }

    private static ShedFrame shed(int sequence) {
        FrameId frame = new FrameId(GATE, 1, sequence);
        return new ShedFrame(
                GATE,
                new FrameLocation(frame, "frames", 0, sequence),
                START.plusSeconds(sequence),
                100);
    }

    private static Camera camera(double fps) {
        return new Camera(GATE, false, List.of(), Map.of("fps", fps));
    }

    private int partitions(Topic<?> topic) throws Exception {
        String name = clients.fullName(topic);
        try (Admin admin = clients.admin()) {
            return admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .get(name)
                    .partitions()
                    .size();
        }
    }

    private String config(Topic<?> topic, String key) throws Exception {
        ConfigResource resource =
                new ConfigResource(ConfigResource.Type.TOPIC, clients.fullName(topic));
        try (Admin admin = clients.admin()) {
            ConfigEntry entry =
                    admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key);
            return entry.value();
        }
    }

    /** What a follower says, as text. */
    private static final class Changes implements RecordHandler<Camera> {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void received(TopicRecord<Camera> record) {
            lines.add(
                    record.offset()
                            + " "
                            + record.key()
                            + " at "
                            + record.value().options().get("fps"));
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            lines.add(record.offset() + " " + record.key() + " deleted");
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            lines.add(record.offset() + " " + record.key() + ": " + reason);
        }

        void failed(RuntimeException reason) {
            lines.add("failed: " + reason);
        }

        String next() throws InterruptedException {
            return lines.poll(60, TimeUnit.SECONDS);
        }

        List<String> left() {
            return List.copyOf(lines);
        }
    }
}
