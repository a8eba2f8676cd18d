package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose checkpoints cannot be written for a while, as on a disk that is full. */
@Timeout(300)
class FailedCheckpointsITCase {

    private static final int FRAMES = 30;

    @TempDir private Path folder;
    private EmbeddedBroker broker;
    private SavepointCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        cluster = SavepointCluster.start(folder, new Configuration(), 1);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void shouldGoOnWithoutARestartAndCommitAllOfThatTime() throws Exception {
        try (TestTopics topics = new TestTopics(broker, "failed.")) {
            cluster.run(options(topics));
            send(topics, 0);
            topics.awaitAll(FRAMES, cluster::requireNoFailure, "classifications");
            Path checkpoints = folder.resolve("checkpoints");
            Path aside = Files.move(checkpoints, folder.resolve("aside"));
            Files.createFile(checkpoints);

            long failed = checkpoints().getNumberOfFailedCheckpoints();
            send(topics, FRAMES);
            while (checkpoints().getNumberOfFailedCheckpoints() < failed + 2) {
                cluster.requireNoFailure();
            }
            assertThat(topics.all("classifications")).hasSize(FRAMES);
            Files.delete(checkpoints);
            Files.move(aside, checkpoints);

            topics.awaitAll(2 * FRAMES, cluster::requireNoFailure, "classifications");
            assertThat(topics.all("classifications"))
                    .extracting(
                            record ->
                                    new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2 * FRAMES)
                                    .mapToObj(
                                            sequence ->
                                                    StoppedJob.id("gate", sequence)
                                                            + "/brightness/1")
                                    .toList());
            cluster.cancel();
        }
    }

    /** 6 checkpoints may fail, so that two are seen in time on the slowest machine. */
    private static JobOptions options(TestTopics topics) throws ConfigurationException {
        return JobOptions.of(
                io.framewatch.configuration.Configuration.parse(
                        "test.yaml",
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "failed."}
                        model: {uri: "%s", tuned: false}
                        job:
                          parallelism: 1
                          checkpoint-interval: 3s
                          transaction-timeout: 15min
                          transactional-id-prefix: failed
                        """
                                .formatted(
                                        topics.kafka().bootstrapServers(),
                                        StoppedJob.kept("model-1"))));
    }

    private CheckpointStatsCounts checkpoints() throws Exception {
        return cluster.graph().getCheckpointStatsSnapshot().getCounts();
    }

    private static void send(TestTopics topics, int from) {
        for (int sequence = from; sequence < from + FRAMES; sequence++) {
            topics.send(
                    0,
                    topics.toRecord(
                            TestTopics.frame("gate", sequence, 224, 224, TestImages.QUIET)));
        }
        topics.flush();
    }
}
