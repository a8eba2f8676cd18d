package io.framewatch.job;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.RunState;
import io.framewatch.event.MalformedEventException;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints of this job and of earlier ones, see {@code src/test/savepoints/README.md}. */
@Timeout(600)
class SavepointsITCase {

    /** Keeps the savepoint that is taken here, under this name. */
    private static final String KEEP = "framewatch.keep-savepoint";

    @TempDir private Path folder;
    private EmbeddedBroker broker;
    private SavepointCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        cluster = SavepointCluster.start(folder, new Configuration(), StoppedJob.PARALLELISM);
    }

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        broker.close();
    }

    @Test
    void shouldGoOnFromASavepointOfItsOwn() throws Exception {
        long begin = System.currentTimeMillis();
        try (TestTopics topics = new TestTopics(broker, StoppedJob.PREFIX)) {
            Savepoint savepoint = new Savepoint(stopWithOpenState(topics));
            String name = System.getProperty(KEEP);
            if (name != null) {
                savepoint.keep(StoppedJob.kept(name), begin);
            }

            goOn(topics, savepoint);

            List<String> all = new ArrayList<>(StoppedJob.framesBefore());
            all.addAll(StoppedJob.framesAfter());
            all.remove(StoppedJob.id("yard", StoppedJob.BAD));
            assertThat(classified(topics)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(topics.all("dead-letters")).hasSize(1);
            assertThat(alerts(topics)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-27", "2026-11-28"})
    void shouldGoOnFromASavepointOfAnEarlierJob(String kept) throws Exception {
        Savepoint savepoint = new Savepoint(StoppedJob.kept(kept));
        try (TestTopics topics = new TestTopics(broker, StoppedJob.PREFIX)) {
            new StoppedJob(topics).sendBefore();
            putOffsets(topics, savepoint);

            goOn(topics, savepoint);

            assertThat(classified(topics))
                    .containsExactlyInAnyOrderElementsOf(StoppedJob.framesAfter());
            assertThat(topics.all("dead-letters")).isEmpty();
            assertThat(alerts(topics)).hasSize(2);
        }
    }

    /** State whose operator has another uid is lost without a word if the job is told to. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-27", "2026-11-28"})
    void shouldHaveTheUidsOfAnEarlierJob(String kept) throws Exception {
        try (TestTopics topics = new TestTopics(broker, StoppedJob.PREFIX)) {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment();
            FramewatchJob.assemble(environment, new StoppedJob(topics).options());

            Set<String> uids =
                    environment.getStreamGraph().getStreamNodes().stream()
                            .map(StreamNode::getTransformationUID)
                            .collect(Collectors.toSet());

            assertThat(uids).containsAll(new Savepoint(StoppedJob.kept(kept)).uids());
        }
    }

    /** Runs a job until an alert is open and frames are missing. */
    private Path stopWithOpenState(TestTopics topics) throws Exception {
        StoppedJob stopped = new StoppedJob(topics);
        cluster.run(stopped.options());
        stopped.deploy();
        stopped.countBefore();
        stopped.sendBefore();
        awaitAnswers(topics, StoppedJob.framesBefore().size());
        topics.awaitAll(2, cluster::requireNoFailure, "alerts");
        return cluster.stop();
    }

    /** Has the job go on, and checks what it says of what was open. */
    private void goOn(TestTopics topics, Savepoint savepoint) throws Exception {
        int answers = topics.all("classifications").size() + topics.all("dead-letters").size();
        int alerts = topics.all("alerts").size();
        StoppedJob restored = new StoppedJob(topics);
        cluster.run(restored.options(), savepoint.folder());
        restored.sendAfter();
        restored.countAfter();
        awaitAnswers(topics, answers + StoppedJob.framesAfter().size());
        topics.awaitAll(alerts + 2, cluster::requireNoFailure, "alerts");
        awaitClosed(topics, 3);
        cluster.cancel();

        String first = StoppedJob.id("gate", StoppedJob.BUSY_FROM);
        Instant end = Results.captureTime(Results.RUN, StoppedJob.BEFORE);
        assertThat(alerts(topics))
                .filteredOn(alert -> alert.change().to() != null)
                .satisfiesExactlyInAnyOrder(
                        alert -> {
                            assertThat(alert.id()).isEqualTo("bright/" + first);
                            assertThat(alert.change().to()).isEqualTo(end);
                            assertThat(alert.picture().jpeg()).isEqualTo(TestImages.BUSY);
                        },
                        alert ->
                                assertThat(alert.id())
                                        .isEqualTo("framewatch.unaccounted/dock/" + Results.RUN));
        assertThat(closed(topics))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("gate", "90: 90 + 0", "yard", "90: 89 + 1", "dock", "30: 30 + 0"));
    }

    private void awaitAnswers(TestTopics topics, int count) throws Exception {
        topics.awaitAll(count, cluster::requireNoFailure, "classifications", "dead-letters");
    }

    private void awaitClosed(TestTopics topics, int runs) throws Exception {
        for (int records = 1; closed(topics).size() < runs; records++) {
            topics.awaitAll(records, cluster::requireNoFailure, "ledger");
        }
    }

    /** The frames lie where they lay; of other topics only the offsets are the same. */
    private static void putOffsets(TestTopics topics, Savepoint savepoint) throws IOException {
        KafkaOptions kafka = topics.kafka();
        for (Map.Entry<TopicPartition, Long> next : savepoint.offsets().entrySet()) {
            TopicPartition partition = next.getKey();
            if (next.getValue() < 0) {
                continue; // nothing was read there
            }
            if (!partition.topic().equals(kafka.topic(Topics.FRAMES.name()))) {
                topics.fill(partition, next.getValue());
            }
            assertThat(topics.end(partition)).as("%s", partition).isEqualTo(next.getValue());
        }
    }

    private static List<String> classified(TestTopics topics) throws MalformedEventException {
        List<String> frames = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            Classification result = EventJson.read(record.value(), Classification.class);
            assertThat(result.classifier().version()).isEqualTo("2");
            frames.add(result.location().frame().toString());
        }
        return frames;
    }

    private static List<Alert> alerts(TestTopics topics) throws MalformedEventException {
        List<Alert> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("alerts")) {
            alerts.add(EventJson.read(record.value(), Alert.class));
        }
        return alerts;
    }

    /** By camera, the balances of the runs that are closed. */
    private static Map<String, String> closed(TestTopics topics) {
        List<LedgerEntry> entries = new ArrayList<>();
        TopicScan.all(Topics.LEDGER)
                .read(
                        new KafkaClients(topics.kafka()),
                        RecordHandler.of(
                                record -> {
                                    if (record.value() instanceof LedgerEntry entry) {
                                        entries.add(entry);
                                    }
                                },
                                (record, reason) -> {}));
        Map<String, String> closed = new TreeMap<>();
        entries.stream()
                .collect(groupingBy(entry -> entry.camera().value()))
                .forEach(
                        (camera, ofCamera) -> {
                            LedgerEntry last = ofCamera.get(ofCamera.size() - 1);
                            if (last.balance().state() == RunState.CLOSED) {
                                closed.put(camera, text(last));
                            }
                        });
        return closed;
    }

    private static String text(LedgerEntry entry) {
        return "%d: %d + %d"
                .formatted(
                        entry.ingested().published(),
                        entry.answered().classified(),
                        entry.answered().deadLettered());
    }
}
