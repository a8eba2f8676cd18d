package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that has one task, two, and one again, each time in the middle of its frames. */
@Timeout(600)
class RescaleITCase {

    private static final List<String> CAMERAS = List.of("gate-1", "gate-2", "yard", "dock");

    /** Frames of each camera from one alert to the next; it is busy in the middle. */
    private static final int PERIOD = 20;

    @TempDir private Path folder;
    private EmbeddedBroker broker;

    /** The next frame of all cameras. */
    private int sequence;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldKeepAlertsExactOverSavepoints() throws Exception {
        try (SavepointCluster cluster = SavepointCluster.start(folder, new Configuration(), 2);
                TestTopics topics = new TestTopics(broker, "rescaled.")) {
            cluster.run(options(topics, 1));
            sendMore(topics, cluster);
            cluster.run(options(topics, 2), cluster.stop());
            sendMore(topics, cluster);
            assertThat(cluster.parallelism()).isEqualTo(2);
            cluster.run(options(topics, 1), cluster.stop());
            sendMore(topics, cluster);

            assertAsUndisturbed(cluster, topics);
        }
    }

    @Test
    void shouldKeepAlertsExactUnderTheAdaptiveScheduler() throws Exception {
        Configuration adaptive =
                new Configuration()
                        .set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Adaptive)
                        .set(
                                JobManagerOptions.SCHEDULER_EXECUTING_COOLDOWN_AFTER_RESCALING,
                                Duration.ZERO);
        try (SavepointCluster cluster = SavepointCluster.start(folder, adaptive, 2);
                TestTopics topics = new TestTopics(broker, "adaptive.")) {
            cluster.run(options(topics, 1));
            sendMore(topics, cluster);
            for (int tasks : List.of(2, 1)) {
                rescale(cluster, tasks);
                while (cluster.parallelism() != tasks) {
                    sendMore(topics, cluster);
                }
                sendMore(topics, cluster);
            }

            assertAsUndisturbed(cluster, topics);
        }
    }

    /** Compares what is committed with a job of one task that sees the same frames at once. */
    private void assertAsUndisturbed(SavepointCluster cluster, TestTopics topics) throws Exception {
        int frames = CAMERAS.size() * sequence;
        topics.awaitAll(frames, cluster::requireNoFailure, "classifications");
        topics.awaitAll(records(sequence), cluster::requireNoFailure, "alerts");
        cluster.cancel();
        try (TestTopics undisturbed = new TestTopics(broker, "undisturbed.")) {
            for (int sent = 0; sent < sequence; sent++) {
                sendToAll(undisturbed, sent);
            }
            undisturbed.flush();
            cluster.run(options(undisturbed, 1));
            undisturbed.awaitAll(frames, cluster::requireNoFailure, "classifications");
            undisturbed.awaitAll(records(sequence), cluster::requireNoFailure, "alerts");
            cluster.cancel();

            assertThat(results(topics))
                    .doesNotHaveDuplicates()
                    .hasSize(frames)
                    .containsExactlyInAnyOrderElementsOf(results(undisturbed));
            assertThat(alerts(topics))
                    .containsExactlyInAnyOrderElementsOf(alerts(undisturbed))
                    .hasSize(records(sequence));
        }
    }

    /** Records of alerts; the last frames are quiet. */
    private static int records(int sequence) {
        return 2 * CAMERAS.size() * (sequence / PERIOD);
    }

    /** Gives the job more to do, and waits until it has done a part of it. */
    private void sendMore(TestTopics topics, SavepointCluster cluster) throws Exception {
        int before = CAMERAS.size() * sequence;
        for (int end = sequence + 2 * PERIOD; sequence < end; sequence++) {
            sendToAll(topics, sequence);
        }
        topics.flush();
        topics.awaitAll(before + PERIOD, cluster::requireNoFailure, "classifications");
    }

    private static void sendToAll(TestTopics topics, int sequence) {
        boolean busy = sequence % PERIOD >= PERIOD / 4 && sequence % PERIOD < PERIOD / 2;
        byte[] image = busy ? TestImages.BUSY : TestImages.QUIET;
        for (int camera = 0; camera < CAMERAS.size(); camera++) {
            topics.send(
                    camera,
                    topics.toRecord(
                            TestTopics.frame(CAMERAS.get(camera), sequence, 224, 224, image)));
        }
    }

    /** As Flink's dashboard does it. */
    private static void rescale(SavepointCluster cluster, int tasks) throws Exception {
        List<String> vertices = new ArrayList<>();
        for (AccessExecutionJobVertex vertex : cluster.graph().getVerticesTopologically()) {
            vertices.add(
                    "\"%s\": {\"parallelism\": {\"lowerBound\": 1, \"upperBound\": %d}}"
                            .formatted(vertex.getJobVertexId(), tasks));
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(cluster.rest() + "/resource-requirements"))
                        .header("Content-Type", "application/json")
                        .PUT(
                                BodyPublishers.ofString(
                                        vertices.stream()
                                                .collect(Collectors.joining(", ", "{", "}"))))
                        .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static JobOptions options(TestTopics topics, int parallelism)
            throws ConfigurationException {
        return JobOptions.of(
                io.framewatch.configuration.Configuration.parse(
                        "test.yaml",
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "%s"}
                        model: {uri: "%s", tuned: false}
                        job:
                          parallelism: %d
                          checkpoint-interval: 300ms
                          transactional-id-prefix: "%2$s"
                          lateness: 24h
                        rules:
                          - id: bright
                            label: bright
                            enter: {score: 0.5, frames: 3}
                            exit: {score: 0.5}
                        """
                                .formatted(
                                        topics.kafka().bootstrapServers(),
                                        topics.kafka().topicPrefix(),
                                        StoppedJob.kept("model-1"),
                                        parallelism)));
    }

    private static List<String> results(TestTopics topics) throws MalformedEventException {
        List<String> results = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            Classification result = EventJson.read(record.value(), Classification.class);
            results.add(result.location().frame() + " " + result.scores().top().get(0).label());
        }
        return results;
    }

    private static List<String> alerts(TestTopics topics) throws MalformedEventException {
        List<String> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("alerts")) {
            Alert alert = EventJson.read(record.value(), Alert.class);
            assertThat(alert.state()).isIn(AlertState.STARTED, AlertState.ENDED);
            alerts.add(
                    String.join(
                            " ",
                            alert.id(),
                            alert.state().toString(),
                            alert.change().toString(),
                            String.valueOf(alert.peak().frame().offset())));
        }
        return alerts;
    }
}
