package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.EventJson;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others write to the topics of the results does not keep the demo from reading on. */
@Timeout(120)
class ResultReaderITCase {

    private static final List<String> TOPICS =
            List.of(
                    Topics.CLASSIFICATIONS.name(),
                    Topics.ALERTS.name(),
                    Topics.SHED.name(),
                    Topics.DEAD_LETTERS.name(),
                    Topics.MODEL_STATUS.name());

    private static final List<byte[]> HOSTILE =
            Arrays.asList(
                    null,
                    new byte[0],
                    "null".getBytes(UTF_8),
                    "[]".getBytes(UTF_8),
                    new byte[] {-1, 0, 10, 27},
                    "[".repeat(100_000).getBytes(UTF_8));

    private final Results results =
            new Results(List.of(new CameraId("road"), new CameraId("room")));
    private final TestingLines lines = new TestingLines();
    private EmbeddedBroker broker;
    private KafkaOptions kafka;
    private KafkaProducer<String, byte[]> producer;
    private ResultReader reader;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        kafka =
                Configuration.parse(
                                "the test",
                                "kafka: {bootstrap-servers: '%s'}"
                                        .formatted(broker.bootstrapServers()))
                        .section("kafka", KafkaOptions.class)
                        .orElseThrow();
        TopicAdmin.ensure(new KafkaClients(kafka), Topics.OF_THE_JOB);
        producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new StringSerializer(),
                        new ByteArraySerializer());
        TerminalView view = new TerminalView(new PrintStream(lines, true, UTF_8), false);
        reader = ResultReader.start(kafka, results, view);
    }

    @AfterEach
    void stop() {
        reader.close();
        producer.close();
        broker.close();
    }

    @Test
    void shouldSayInOneLineWhatCannotBeReadAndReadOn() throws Exception {
        for (String topic : TOPICS) {
            HOSTILE.forEach(value -> send(topic, value));
        }

        assertThat(lines.take(TOPICS.size() * HOSTILE.size()))
                .hasSize(TOPICS.size() * HOSTILE.size())
                .allMatch(
                        line ->
                                line.matches(
                                        "framewatch\\.[a-z-]+, partition \\d, offset \\d+: .*"))
                .anyMatch(line -> line.endsWith(": dead letter must have the header dl_topic"))
                .anyMatch(line -> line.endsWith(": alert is malformed: it is null"));

        send(Topics.CLASSIFICATIONS.name(), EventJson.toBytes(Samples.result("road", 1)));
        results.await(1, Duration.ofMinutes(1));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(1);
    }

    @Test
    void shouldCountEachFrameOnce() throws Exception {
        sendDeadLetter("road", "1");
        sendDeadLetter("road", "1");
        sendDeadLetter(null, "2");
        sendDeadLetter("road", "many");
        send(Topics.CLASSIFICATIONS.name(), EventJson.toBytes(Samples.result("road", 1)));
        send(Topics.CLASSIFICATIONS.name(), EventJson.toBytes(Samples.result("road", 2)));
        send(
                Topics.CLASSIFICATIONS.name(),
                EventJson.toBytes(Samples.result("road", Long.MAX_VALUE)));
        send(Topics.CLASSIFICATIONS.name(), EventJson.toBytes(Samples.result("road", 3)));

        results.await(4, Duration.ofMinutes(1));
        CameraResults.Snapshot road = results.of(new CameraId("road"), Samples.START);
        assertThat(road.answered().total()).isEqualTo(4);
        assertThat(lines.take(1)).allMatch(line -> line.contains("dl_offset 'many' must be"));
    }

    @Test
    void shouldSayWhatBecomesOfModels() throws Exception {
        write(active("roadside", "1", null));
        write(active("gate", "2", Samples.START));

        assertThat(lines.take(1)).allMatch(line -> line.endsWith("  model gate 2: active"));
    }

    private static ModelStatus active(String name, String version, Instant announcedAt) {
        return new ModelStatus(
                new Subject(name, version, null, announcedAt),
                Outcome.active(),
                new Task(0, 1),
                Samples.START);
    }

    private void sendDeadLetter(String key, String offset) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(kafka.topic(Topics.DEAD_LETTERS.name()), key, new byte[0]);
        record.headers().add("dl_topic", "framewatch.frames".getBytes(UTF_8));
        record.headers().add("dl_partition", "0".getBytes(UTF_8));
        record.headers().add("dl_offset", offset.getBytes(UTF_8));
        record.headers().add("dl_timestamp", "0".getBytes(UTF_8));
        record.headers().add("dl_stage", "image".getBytes(UTF_8));
        record.headers().add("dl_reason", "no image".getBytes(UTF_8));
        record.headers().add("dl_exception", "java.lang.Exception".getBytes(UTF_8));
        send(record);
    }

    private void write(ModelStatus status) throws Exception {
        try (TopicWriter writer = new TopicWriter(new KafkaClients(kafka))) {
            writer.write(Topics.MODEL_STATUS, status);
        }
    }

    private void send(String topic, byte[] value) {
        send(new ProducerRecord<>(kafka.topic(topic), "road", value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        assertThat(producer.send(record)).succeedsWithin(Duration.ofMinutes(1));
    }
}
