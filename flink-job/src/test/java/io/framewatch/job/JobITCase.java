package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelForm;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.FrameId;
import io.framewatch.event.LabelScore;
import io.framewatch.event.MalformedEventException;
import io.framewatch.event.RuleCondition;
import io.framewatch.operator.Batching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a broker, with a real Mobile-Former and two task managers of one slot. */
class JobITCase {

    private static final int PARALLELISM = 2;
    private static final List<String> CAMERAS = List.of("gate-1", "gate-2", "yard", "dock");

    /** Frames with the busy image, from and to; the second part is too short for the rule. */
    private static final int[][] BUSY = {{10, 20}, {30, 32}, {40, 43}};

    @TempDir private static Path folder;
    private static EmbeddedBroker broker;
    private static TestModel model;
    private static MiniCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        model = TestModel.write(folder.resolve("model"));
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(PARALLELISM)
                                .setNumSlotsPerTaskManager(1)
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        broker.close();
    }

    @Test
    void shouldGiveEveryFrameOneResultThoughATaskManagerDies() throws Exception {
        int frames = 120;
        try (TestTopics topics = new TestTopics(broker, "once.")) {
            JobClient job = submit(topics, FaultTolerance.Guarantee.EXACTLY_ONCE);
            int half = frames / 2;
            IntStream.range(0, half).forEach(sequence -> sendToEveryCamera(topics, sequence));
            topics.flush();
            topics.await("classifications", 1);
            cluster.terminateTaskManager(0).get();
            // So what is classified last comes after the failure for sure.
            IntStream.range(half, frames).forEach(sequence -> sendToEveryCamera(topics, sequence));
            topics.flush();
            cluster.startTaskManager();
            topics.await("classifications", CAMERAS.size() * frames);
            topics.await("alerts", CAMERAS.size() * 4);

            assertThat(restarts(job)).isPositive();
            job.cancel().get();
            assertEveryFrameOnceAndInOrder(topics, frames);
            assertThat(alerts(topics)).containsExactlyInAnyOrderElementsOf(expectedAlerts());
            assertThat(topics.all("dead-letters")).isEmpty();
            assertThat(topics.all("shed")).isEmpty();
        }
    }

    @Test
    void shouldMakeDeadLettersOfBadRecordsAndClassifyTheRest() throws Exception {
        try (TestTopics topics = new TestTopics(broker, "bad.")) {
            JobClient job = submit(topics, FaultTolerance.Guarantee.AT_LEAST_ONCE);
            List<ProducerRecord<String, byte[]>> bad = badRecords(topics);
            for (int i = 0; i < bad.size(); i++) {
                topics.send(TestTopics.frame("gate-1", 100 + i, 224, 224, TestImages.QUIET));
                topics.send(bad.get(i));
            }
            topics.flush();

            List<ConsumerRecord<byte[], byte[]>> letters = topics.await("dead-letters", bad.size());
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.await("classifications", bad.size());
            job.cancel().get();

            assertThat(letters).hasSameSizeAs(bad);
            assertThat(results).hasSameSizeAs(bad);
            for (int i = 0; i < bad.size(); i++) {
                assertThat(letters.get(i).value()).isEqualTo(bad.get(i).value());
                assertThat(new String(letters.get(i).key(), UTF_8)).isEqualTo(bad.get(i).key());
            }
            assertThat(letters)
                    .extracting(letter -> header(letter, "dl_stage"))
                    .containsExactly("image", "image", "image", "image", "record", "record");
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(header(letter, "dl_reason")).isNotBlank());
        }
    }

    /** What is sent may still be a frame; all of it is answered, and the job never restarts. */
    @Test
    void shouldAnswerWhateverIsSentBetweenFrames() throws Exception {
        int good = 1_000;
        int hostile = 3 * good;
        try (TestTopics topics = new TestTopics(broker, "hostile.")) {
            JobClient job = submit(topics, FaultTolerance.Guarantee.EXACTLY_ONCE);
            HostileRecords records = new HostileRecords(topics, 1);
            for (int sequence = 0; sequence < good; sequence++) {
                IntStream.range(0, hostile / good).forEach(i -> topics.send(records.next()));
                topics.send(TestTopics.frame("yard", sequence, 224, 224, TestImages.QUIET));
            }
            topics.flush();

            topics.awaitAll(
                    good + hostile, () -> requireNoFailure(job), "classifications", "dead-letters");

            job.cancel().get();
            assertThat(frames(topics, "yard"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, good).mapToObj(Long::valueOf).toList());
            assertThat(places(topics)).doesNotHaveDuplicates().hasSizeGreaterThan(hostile / 2);
            assertThat(topics.all("dead-letters"))
                    .allSatisfy(letter -> assertThat(header(letter, "dl_reason")).hasLineCount(1))
                    .anySatisfy(letter -> assertThat(leftOut(letter)).isEqualTo("value"))
                    .anySatisfy(letter -> assertThat(leftOut(letter)).isEqualTo("value,headers"))
                    .anySatisfy(letter -> assertThat(leftOut(letter)).endsWith(",key"));
        }
    }

    private static List<Long> frames(TestTopics topics, String camera)
            throws MalformedEventException {
        List<Long> sequences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            FrameId id = EventJson.read(record.value(), Classification.class).location().frame();
            if (id.camera().value().equals(camera)) {
                sequences.add(id.sequence());
            }
        }
        return sequences;
    }

    /** Where the originals of the dead letters lie. */
    private static List<String> places(TestTopics topics) {
        return topics.all("dead-letters").stream()
                .map(letter -> header(letter, "dl_partition") + "/" + header(letter, "dl_offset"))
                .toList();
    }

    private static String leftOut(ConsumerRecord<byte[], byte[]> letter) {
        return letter.headers().lastHeader("dl_left_out") == null
                ? ""
                : header(letter, "dl_left_out");
    }

    /**
     * Zero bytes, truncated, of another size, of another size than it says, no headers, no value.
     */
    private static List<ProducerRecord<String, byte[]>> badRecords(TestTopics topics) {
        byte[] half = Arrays.copyOf(TestImages.BUSY, TestImages.BUSY.length / 2);
        ProducerRecord<String, byte[]> whole =
                topics.toRecord(TestTopics.frame("gate-1", 5, 224, 224, TestImages.QUIET));
        return List.of(
                topics.toRecord(TestTopics.frame("gate-1", 0, 224, 224, new byte[0])),
                topics.toRecord(TestTopics.frame("gate-1", 1, 224, 224, half)),
                topics.toRecord(
                        TestTopics.frame("gate-1", 2, 640, 480, TestImages.ofSize(640, 480))),
                topics.toRecord(
                        TestTopics.frame("gate-1", 3, 224, 224, TestImages.ofSize(100, 100))),
                new ProducerRecord<>(whole.topic(), whole.key(), whole.value()),
                new ProducerRecord<>(
                        whole.topic(),
                        null,
                        whole.timestamp(),
                        whole.key(),
                        null,
                        whole.headers()));
    }

    private static JobClient submit(TestTopics topics, FaultTolerance.Guarantee delivery)
            throws Exception {
        String name = topics.kafka().topicPrefix();
        ExecutionOptions execution =
                new ExecutionOptions(
                        PARALLELISM,
                        new Batching(8, Duration.ofMillis(20)),
                        new Deadlines(null, Duration.ofMinutes(1)),
                        new FaultTolerance(
                                delivery, Duration.ofMillis(300), name, Duration.ofMinutes(10)),
                        name,
                        Duration.ofMinutes(1));
        AlertRule rule =
                TestingRules.of(
                        "busy",
                        List.of(),
                        RuleCondition.Target.ofModel(model.label()),
                        RuleCondition.Enter.of(model.threshold(), 3),
                        RuleCondition.Exit.of(model.threshold()),
                        RuleCondition.WhenLabelMissing.REFUSE);
        TestStreamEnvironment environment = new TestStreamEnvironment(cluster, PARALLELISM);
        FramewatchJob.assemble(
                environment,
                new JobOptions(
                        topics.kafka(),
                        new ModelOptions(
                                model.folder().toString(), 5, true, ModelForm.KERNELS, null),
                        List.of(),
                        execution,
                        List.of(rule)));
        return environment.executeAsync(FramewatchJob.NAME);
    }

    private static void sendToEveryCamera(TestTopics topics, int sequence) {
        boolean busy = Stream.of(BUSY).anyMatch(part -> part[0] <= sequence && sequence < part[1]);
        byte[] image = busy ? TestImages.BUSY : TestImages.QUIET;
        for (String camera : CAMERAS) {
            topics.send(TestTopics.frame(camera, sequence, 224, 224, image));
        }
    }

    private static List<String> expectedAlerts() {
        List<String> expected = new ArrayList<>();
        for (String camera : CAMERAS) {
            for (int[] streak : List.of(BUSY[0], BUSY[2])) {
                String id = "busy/" + new FrameId(new CameraId(camera), Results.RUN, streak[0]);
                expected.add(id + " STARTED " + Results.captureTime(Results.RUN, streak[0] + 2));
                expected.add(id + " ENDED " + Results.captureTime(Results.RUN, streak[1]));
            }
        }
        return expected;
    }

    private static List<String> alerts(TestTopics topics) throws MalformedEventException {
        List<String> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("alerts")) {
            Alert alert = EventJson.read(record.value(), Alert.class);
            alerts.add(alert.id() + " " + alert.state() + " " + alert.change().decidedAt());
        }
        return alerts;
    }

    private static void assertEveryFrameOnceAndInOrder(TestTopics topics, int frames)
            throws MalformedEventException {
        List<Classification> results = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all("classifications")) {
            results.add(EventJson.read(record.value(), Classification.class));
        }
        for (String camera : CAMERAS) {
            assertThat(results)
                    .filteredOn(result -> result.camera().value().equals(camera))
                    .extracting(result -> result.location().frame().sequence())
                    .containsExactlyElementsOf(
                            IntStream.range(0, frames).mapToObj(Long::valueOf).toList());
        }
        assertThat(results)
                .hasSize(CAMERAS.size() * frames)
                .allSatisfy(
                        result ->
                                assertThat(result.scores().top())
                                        .extracting(LabelScore::label)
                                        .hasSizeBetween(5, 6)
                                        .contains(model.label()));
    }

    private static void requireNoFailure(JobClient job) throws Exception {
        ErrorInfo failure = cluster.getExecutionGraph(job.getJobID()).get().getFailureInfo();
        if (failure != null) {
            throw new AssertionError("the job has failed", failure.getException());
        }
    }

    private static int restarts(JobClient job) throws Exception {
        int attempts = 0;
        for (AccessExecutionJobVertex vertex :
                cluster.getExecutionGraph(job.getJobID()).get().getVerticesTopologically()) {
            attempts += vertex.getTaskVertices()[0].getCurrentExecutionAttempt().getAttemptNumber();
        }
        return attempts;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
