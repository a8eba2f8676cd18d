package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.ShedFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a deadline on a broker: what its topics and its metrics say. */
class SheddingITCase {

    private static final int PARALLELISM = 2;
    private static final Duration OLD = Duration.ofHours(2);
    private static final Path METRICS_DOCUMENT = Path.of("../docs/metrics.md");
    private static final Pattern EXPORTED = Pattern.compile("`flink_(taskmanager_job_task_\\w+)`");

    @TempDir private Path folder;

    private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
    private EmbeddedBroker broker;
    private MiniCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(
                                        metrics.addToConfiguration(
                                                new org.apache.flink.configuration.Configuration()))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(PARALLELISM)
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        broker.close();
    }

    @Test
    void shouldShedOldFramesByCameraAndClassifyFreshOnes() throws Exception {
        TestModel model = TestModel.write(folder.resolve("model"));
        try (TestTopics topics = new TestTopics(broker, "shed.")) {
            JobClient job = submit(topics, model);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (int sequence = 0; sequence < 6; sequence++) {
                Instant captured = now.plusMillis(sequence);
                boolean old = sequence % 2 == 1;
                send(topics, "gate-1", sequence, old ? captured.minus(OLD) : captured);
                send(topics, "gate-2", sequence, captured);
            }
            send(topics, "yard", 0, now.minus(OLD));
            topics.send(badRecord(topics));
            topics.flush();

            topics.await("classifications", 9);
            topics.await("shed", 4);
            topics.await("dead-letters", 1);
            topics.await("alerts", 2);
            job.cancel().get();

            assertThat(classified(topics, "gate-1")).containsExactly(0L, 2L, 4L);
            assertThat(classified(topics, "gate-2")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(shed(topics, "gate-1")).containsExactly(1L, 3L, 5L);
            assertThat(shed(topics, "yard")).containsExactly(0L);
            assertThat(topics.all("shed")).hasSize(4);
            assertThat(startsOfAlerts(topics))
                    .containsExactlyInAnyOrder(
                            "gate-1 " + now.plusMillis(2), "gate-2 " + now.plusMillis(1));
            assertThat(count(job, "camera.gate-1.shed")).isEqualTo(3);
            assertThat(count(job, "camera.yard.shed")).isEqualTo(1);
            assertThat(count(job, "stage.record.deadLetters")).isEqualTo(1);
            assertThat(exportedNames()).containsAll(documentedNames());
        }
    }

    /** Alerts start at the second busy frame in a row; all frames are busy. */
    private JobClient submit(TestTopics topics, TestModel model) throws Exception {
        JobOptions options =
                options(
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "%s"}
                        model: {uri: "%s", tuned: false}
                        job: {parallelism: %d, checkpoint-interval: 300ms, max-age: 1h}
                        rules:
                          - id: busy
                            label: "%s"
                            enter: {score: %s, frames: 2}
                            exit: {score: %s}
                        """
                                .formatted(
                                        topics.kafka().bootstrapServers(),
                                        topics.kafka().topicPrefix(),
                                        model.folder(),
                                        PARALLELISM,
                                        model.label(),
                                        model.threshold(),
                                        model.threshold()));
        TestStreamEnvironment environment = new TestStreamEnvironment(cluster, PARALLELISM);
        FramewatchJob.assemble(environment, options);
        return environment.executeAsync(FramewatchJob.NAME);
    }

    private static JobOptions options(String yaml) throws ConfigurationException {
        return JobOptions.of(Configuration.parse("test.yaml", yaml));
    }

    private static void send(TestTopics topics, String camera, long sequence, Instant captured) {
        topics.send(TestTopics.frame(camera, sequence, captured, TestImages.BUSY));
    }

    private static ProducerRecord<String, byte[]> badRecord(TestTopics topics) {
        return new ProducerRecord<>(topics.kafka().topic("frames"), "gate-1", new byte[] {1});
    }

    private static List<Long> classified(TestTopics topics, String camera) throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            Classification result = EventJson.read(record.value(), Classification.class);
            if (result.camera().value().equals(camera)) {
                sequences.add(result.location().frame().sequence());
            }
        }
        return sequences;
    }

    private static List<Long> shed(TestTopics topics, String camera) throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("shed")) {
            ShedFrame frame = EventJson.read(record.value(), ShedFrame.class);
            assertThat(new String(record.key(), UTF_8)).isEqualTo(frame.camera().value());
            assertThat(record.timestamp()).isEqualTo(frame.captureTime().toEpochMilli());
            assertThat(frame.ageMillis()).isGreaterThanOrEqualTo(OLD.toMillis() - 6);
            if (frame.camera().value().equals(camera)) {
                sequences.add(frame.location().frame().sequence());
            }
        }
        return sequences;
    }

    private static List<String> startsOfAlerts(TestTopics topics) throws Exception {
        List<String> starts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("alerts")) {
            Alert alert = EventJson.read(record.value(), Alert.class);
            starts.add(alert.trigger().camera() + " " + alert.change().decidedAt());
        }
        return starts;
    }

    /** The sum of a counter over all subtasks of the operator. */
    private long count(JobClient job, String counter) {
        String pattern = ".*\\.classify\\..*\\." + counter;
        return metrics.findMetrics(job.getJobID(), pattern).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    /** Names as Flink's Prometheus reporter builds them, without its {@code flink_}. */
    private Set<String> exportedNames() {
        Set<String> names = new HashSet<>();
        metrics.getMetricsByGroup()
                .forEach(
                        (group, byName) -> {
                            String scope =
                                    ((AbstractMetricGroup<?>) group)
                                            .getLogicalScope(CharacterFilter.NO_OP_FILTER, '_');
                            byName.keySet().forEach(name -> names.add(scope + "_" + name));
                        });
        return names;
    }

    private static List<String> documentedNames() throws IOException {
        return EXPORTED.matcher(Files.readString(METRICS_DOCUMENT))
                .results()
                .map(name -> name.group(1))
                .toList();
    }
}
