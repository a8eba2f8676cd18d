package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.EventJson;
import io.framewatch.event.Frame;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a broker: what the ledger says though a task manager dies. */
class LedgerITCase {

    private static final int PARALLELISM = 2;
    private static final int FRAMES = 60;

    @TempDir private Path folder;

    private EmbeddedBroker broker;
    private MiniCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(PARALLELISM)
                                .setNumSlotsPerTaskManager(1)
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
    @Timeout(600)
    void shouldAccountForEveryFrameThoughATaskManagerDies() throws Exception {
        TestModel model = TestModel.write(folder.resolve("model"));
        try (TestTopics topics = new TestTopics(broker, "ledger.");
                TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()))) {
            JobClient job = submit(topics, model);
            writer.write(Topics.LEDGER, counts("gate-1", FRAMES / 2, false));
            send(topics, 0, FRAMES / 2);
            topics.await("classifications", 1);
            cluster.terminateTaskManager(0).get();
            send(topics, FRAMES / 2, FRAMES);
            writer.write(Topics.LEDGER, counts("gate-1", FRAMES, true));
            writer.write(Topics.LEDGER, counts("yard", FRAMES + 1, true));
            cluster.startTaskManager();
            // Event time goes on, past the grace.
            topics.send(frame("dock", 10 * FRAMES));
            topics.flush();

            List<LedgerEntry> entries = awaitLedger(topics, "yard", 1);

            topics.await("alerts", 1);
            job.cancel().get();
            assertThat(topics.all("alerts"))
                    .singleElement()
                    .satisfies(
                            record ->
                                    assertThat(EventJson.read(record.value(), Alert.class).id())
                                            .isEqualTo(
                                                    "framewatch.unaccounted/yard/" + Results.RUN));
            assertThat(last(entries, "gate-1"))
                    .isEqualTo("CLOSED published 60: 57 + 3, in flight 0, unaccounted 0");
            assertThat(last(entries, "yard"))
                    .isEqualTo("ENDED published 61: 60 + 0, in flight 0, unaccounted 1");
            assertThat(entries)
                    .filteredOn(entry -> entry.balance().unaccounted() > 0)
                    .hasSize(1)
                    .allSatisfy(entry -> assertThat(entry.camera().value()).isEqualTo("yard"));
        }
    }

    /** Every twentieth frame of the gate is no picture. */
    private static void send(TestTopics topics, int from, int to) {
        for (int sequence = from; sequence < to; sequence++) {
            topics.send(
                    sequence % 20 == 7
                            ? TestTopics.frame("gate-1", sequence, 224, 224, new byte[] {1})
                            : frame("gate-1", sequence));
            topics.send(frame("yard", sequence));
        }
        topics.flush();
    }

    private static Frame frame(String camera, long sequence) {
        return TestTopics.frame(camera, sequence, 224, 224, TestImages.QUIET);
    }

    private static IngestedFrames counts(String camera, long published, boolean ended) {
        Instant at = Results.captureTime(Results.RUN, published);
        Ingested frames = new Ingested(published, Map.of(), Map.of(), published, 0);
        return new IngestedFrames(new CameraId(camera), Results.RUN, frames, ended, at);
    }

    private JobClient submit(TestTopics topics, TestModel model) throws Exception {
        JobOptions options =
                options(
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "%s"}
                        model: {uri: "%s", tuned: false}
                        job: {parallelism: %d, checkpoint-interval: 300ms, ledger-grace: 2s}
                        """
                                .formatted(
                                        topics.kafka().bootstrapServers(),
                                        topics.kafka().topicPrefix(),
                                        model.folder(),
                                        PARALLELISM));
        TestStreamEnvironment environment = new TestStreamEnvironment(cluster, PARALLELISM);
        FramewatchJob.assemble(environment, options);
        return environment.executeAsync(FramewatchJob.NAME);
    }

    private static JobOptions options(String yaml) throws ConfigurationException {
        return JobOptions.of(Configuration.parse("test.yaml", yaml));
    }

    /** Reads the balances until one of a view misses so many frames. */
    private static List<LedgerEntry> awaitLedger(TestTopics topics, String view, long unaccounted)
            throws Exception {
        List<LedgerEntry> entries = new ArrayList<>();
        while (entries.stream()
                .noneMatch(
                        entry ->
                                entry.camera().value().equals(view)
                                        && entry.balance().unaccounted() == unaccounted)) {
            entries.clear();
            TopicScan.all(Topics.LEDGER)
                    .read(
                            new KafkaClients(topics.kafka()),
                            RecordHandler.of(
                                    record -> {
                                        if (record.value() instanceof LedgerEntry entry) {
                                            entries.add(entry);
                                        }
                                    },
                                    (record, reason) -> {
                                        throw new AssertionError(reason);
                                    }));
        }
        return entries;
    }

    private static String last(List<LedgerEntry> entries, String view) {
        return entries.stream()
                .filter(entry -> entry.camera().value().equals(view))
                .map(LedgerITCase::text)
                .reduce("", (earlier, later) -> later);
    }

    private static String text(LedgerEntry entry) {
        return "%s published %d: %d + %d, in flight %d, unaccounted %d"
                .formatted(
                        entry.balance().state(),
                        entry.ingested().published(),
                        entry.answered().classified(),
                        entry.answered().deadLettered(),
                        entry.balance().inFlight(),
                        entry.balance().unaccounted());
    }
}
