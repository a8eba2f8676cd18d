package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.configuration.Configuration;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Classification;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.EventJson;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models change under load, on a broker, while a task manager dies. The clocks of those who
 * announce are an hour ahead and an hour behind in turn.
 */
class DeploymentsITCase {

    private static final int SWAPS = 30;
    private static final int PARALLELISM = 2;
    private static final List<String> CAMERAS = List.of("gate-1", "gate-2", "yard");
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Variant VARIANT = Variant.named("26m").withClasses(10);

    @TempDir private static Path models;

    private final AtomicLong sequence = new AtomicLong();

    @Test
    @Timeout(600)
    @SuppressWarnings("try") // closing the cluster may be interrupted
    void shouldSwapUnderLoadWithoutLosingOrRepeatingAFrame() throws Exception {
        write("v0");
        write("v1");
        write("v2");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                MiniCluster cluster = startCluster();
                TestTopics topics = new TestTopics(broker, "swaps.")) {
            JobClient job = submit(cluster, topics);
            ScheduledExecutorService cameras = startCameras(topics);
            sendNoDeployments(topics);
            for (int swap = 0; swap < SWAPS; swap++) {
                ModelDeployment deployment =
                        swap % 2 == 0
                                ? deployment("v1", Duration.ofHours(1))
                                : deployment("v2", Duration.ofHours(-1));
                announce(topics, deployment.key(), deployment);
                awaitActive(topics, deployment);
                if (swap == SWAPS / 2) {
                    cluster.terminateTaskManager(0).get();
                    cluster.startTaskManager();
                }
            }
            cameras.shutdown();
            assertThat(cameras.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            long last = sequence.get();
            sendAFewMore(topics);
            int frames = CAMERAS.size() * (int) sequence.get();
            topics.await("classifications", frames);
            job.cancel().get();

            Map<String, Classification> results = resultsByFrame(topics);
            assertThat(topics.all("classifications")).hasSize(frames);
            assertThat(results).hasSize(frames);
            assertThat(results.values())
                    .extracting(result -> result.classifier().version())
                    .contains("v1", "v2")
                    .isSubsetOf("v0", "v1", "v2");
            assertThat(results.values())
                    .filteredOn(result -> sequenceOf(result) >= last)
                    .extracting(result -> result.classifier().version())
                    .containsOnly("v2");
            assertThat(scoresByVersion(results)).hasSizeBetween(2, 3);
            assertThat(topics.all("model-status"))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .noneMatch(status -> status.contains("never"));
        }
    }

    /** All frames show the same: each version has one answer to it, and no other version's. */
    private static Map<String, String> scoresByVersion(Map<String, Classification> results) {
        Map<String, Set<String>> answers = new HashMap<>();
        for (Classification result : results.values()) {
            answers.computeIfAbsent(result.classifier().version(), version -> new HashSet<>())
                    .add(
                            "%s %.4f"
                                    .formatted(
                                            result.scores().top().get(0).label(),
                                            result.scores().top().get(0).score()));
        }
        Map<String, String> byVersion = new HashMap<>();
        answers.forEach(
                (version, scores) -> {
                    assertThat(scores).as("answers of version " + version).hasSize(1);
                    byVersion.put(version, scores.iterator().next());
                });
        assertThat(byVersion.values()).doesNotHaveDuplicates();
        return byVersion;
    }

    private static void write(String version) throws Exception {
        List<String> labels = IntStream.range(0, 10).mapToObj(i -> "class-" + i).toList();
        ModelFolder.write(
                models.resolve(version),
                VARIANT,
                Weights.untrained(VARIANT, version.hashCode()),
                new ModelDescription("gate", version, labels, false, "Random numbers.", Map.of()));
    }

    private static MiniCluster startCluster() throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(PARALLELISM)
                                .withRandomPorts()
                                .build());
        cluster.start();
        return cluster;
    }

    private static JobClient submit(MiniCluster cluster, TestTopics topics) throws Exception {
        JobOptions options =
                JobOptions.of(
                        Configuration.parse(
                                "test.yaml",
                                """
                                kafka: {bootstrap-servers: "%s", topic-prefix: "%s"}
                                model: {uri: "%s", tuned: false}
                                job: {parallelism: %d, checkpoint-interval: 300ms}
                                """
                                        .formatted(
                                                topics.kafka().bootstrapServers(),
                                                topics.kafka().topicPrefix(),
                                                models.resolve("v0"),
                                                PARALLELISM)));
        TestStreamEnvironment environment = new TestStreamEnvironment(cluster, PARALLELISM);
        FramewatchJob.assemble(environment, options);
        return environment.executeAsync(FramewatchJob.NAME);
    }

    private ScheduledExecutorService startCameras(TestTopics topics) {
        ScheduledExecutorService cameras = Executors.newSingleThreadScheduledExecutor();
        var unused =
                cameras.scheduleAtFixedRate(
                        () -> sendOfEveryCamera(topics),
                        0,
                        FRAME_INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
        return cameras;
    }

    private void sendAFewMore(TestTopics topics) {
        IntStream.range(0, 20).forEach(i -> sendOfEveryCamera(topics));
        topics.flush();
    }

    private void sendOfEveryCamera(TestTopics topics) {
        long next = sequence.getAndIncrement();
        for (String camera : CAMERAS) {
            topics.send(TestTopics.frame(camera, next, 224, 224, TestImages.BUSY));
        }
    }

    /** As a machine announces whose clock is ahead by a time. */
    private static ModelDeployment deployment(String version, Duration ahead) throws Exception {
        Path folder = models.resolve(version);
        return new ModelDeployment(
                "gate",
                version,
                new Role.Active(
                        new Folder(folder.toString(), ModelDigest.of(ModelFiles.of(folder)))),
                Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS));
    }

    /** What is no announcement harms nobody. */
    private static void sendNoDeployments(TestTopics topics) throws Exception {
        announce(
                topics,
                ModelDeployment.previousKey("gate"),
                new ModelDeployment(
                        "gate", "never", deployment("v1", Duration.ZERO).role(), Instant.EPOCH));
        String models = topics.kafka().topic(Topics.MODELS.name());
        topics.send(new ProducerRecord<>(models, "nobody", "no deployment".getBytes(UTF_8)));
        topics.send(new ProducerRecord<>(models, "nobody", null));
    }

    private static void announce(TestTopics topics, String key, ModelDeployment deployment)
            throws Exception {
        try (TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()))) {
            writer.write(Topics.MODELS, deployment, deployment.attributes(key));
        }
    }

    private static void awaitActive(TestTopics topics, ModelDeployment deployment)
            throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<Integer> subtasks = new HashSet<>();
        while (subtasks.size() < PARALLELISM) {
            assertThat(System.nanoTime())
                    .as("time for %s to be active everywhere: %s", deployment, last(topics))
                    .isLessThan(deadline);
            for (ConsumerRecord<byte[], byte[]> record : topics.all(Topics.MODEL_STATUS.name())) {
                ModelStatus status = EventJson.read(record.value(), ModelStatus.class);
                if (deployment.announcedAt().equals(status.subject().announcedAt())
                        && status.outcome().state() == ModelState.ACTIVE) {
                    subtasks.add(status.task().subtask());
                }
            }
        }
    }

    private static List<String> last(TestTopics topics) {
        List<ConsumerRecord<byte[], byte[]>> all = topics.all(Topics.MODEL_STATUS.name());
        return all.stream()
                .skip(Math.max(0, all.size() - 6))
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private static Map<String, Classification> resultsByFrame(TestTopics topics) throws Exception {
        Map<String, Classification> results = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            Classification result = EventJson.read(record.value(), Classification.class);
            results.put(result.location().frame().toString(), result);
        }
        return results;
    }

    private static long sequenceOf(Classification result) {
        return result.location().frame().sequence();
    }
}
