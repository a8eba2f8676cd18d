package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.framewatch.classify.ModelForm;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.event.RuleCondition;
import io.framewatch.operator.Batching;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules come and go while the job runs on a broker, and cameras fall silent or blind. */
class RulesITCase {

    private static final int ATTEMPTS = 1_000;

    @TempDir private static Path folder;
    private static EmbeddedBroker broker;
    private static TestModel model;
    private static MiniCluster cluster;

    private final List<Alert> alerts = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        model = TestModel.write(folder.resolve("model"));
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
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
    void shouldFollowRulesThatComeChangeAndGo() throws Exception {
        try (TestTopics topics = new TestTopics(broker, "rules.");
                TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()));
                TopicFollower follower = follower(topics)) {
            JobClient job = submit(topics, List.of());
            AlertRule rule =
                    new AlertRule("busy", CameraSelector.of("gate-*"), busy(3), null, null, true);
            write(writer, rule, Results.captureTime(Results.RUN, 10));
            IntConsumer send =
                    sequence -> {
                        for (String camera : List.of("gate-1", "yard")) {
                            topics.send(
                                    TestTopics.frame(camera, sequence, 224, 224, TestImages.BUSY));
                        }
                        topics.flush();
                    };

            int next = sendUntil(follower, send, 0, 1);
            AlertRule stricter = rule.with(busy(4));
            write(writer, stricter, Results.captureTime(Results.RUN, next));
            next = sendUntil(follower, send, next, 3);
            writer.delete(Topics.RULES, "busy", Results.captureTime(Results.RUN, next));
            int unused = sendUntil(follower, send, next, 4);

            job.cancel().get();
            assertThat(alerts)
                    .extracting(Alert::state, alert -> alert.trigger().revision(), Alert::endReason)
                    .containsExactly(
                            tuple(AlertState.STARTED, rule.revision(), null),
                            tuple(AlertState.ENDED, rule.revision(), EndReason.RULE_CHANGED),
                            tuple(AlertState.STARTED, stricter.revision(), null),
                            tuple(AlertState.ENDED, stricter.revision(), EndReason.RULE_CHANGED));
            assertThat(alerts)
                    .allSatisfy(
                            alert -> {
                                assertThat(alert.trigger().camera())
                                        .isEqualTo(new CameraId("gate-1"));
                                assertThat(alert.peak().classifier().sha256()).hasSize(64);
                                assertThat(alert.picture().jpeg()).isEqualTo(TestImages.BUSY);
                            });
            assertThat(alerts.get(0).change().from())
                    .isAfterOrEqualTo(Results.captureTime(Results.RUN, 10));
        }
    }

    @Test
    void shouldTellOfCamerasThatFallSilentOrBlindThoughNoneIsLeft() throws Exception {
        Duration lasting = Duration.ofSeconds(3);
        AlertRule silent =
                AlertRule.of("silent", CameraSelector.ALL, new RuleCondition.Silent(lasting));
        AlertRule blinded =
                AlertRule.of(
                        "blinded",
                        CameraSelector.of("yard"),
                        new RuleCondition.Blinded(lasting, List.of()));
        try (TestTopics topics = new TestTopics(broker, "silent.");
                TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()));
                TopicFollower follower = follower(topics)) {
            JobClient job = submit(topics, List.of(silent, blinded));
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            topics.send(TestTopics.frame("gate-1", 0, now, TestImages.QUIET));
            topics.flush();
            write(writer, status("yard", CameraView.COVERED, now));

            await(follower, 2);
            Instant later = now.plusSeconds(60);
            topics.send(TestTopics.frame("gate-1", 1, later, TestImages.QUIET));
            topics.flush();
            write(writer, status("yard", CameraView.NORMAL, later));
            await(follower, 4);

            job.cancel().get();
            assertThat(alerts)
                    .extracting(
                            Alert::id,
                            Alert::state,
                            alert -> alert.change().decidedAt(),
                            alert -> alert.change().from())
                    .containsExactlyInAnyOrder(
                            tuple(
                                    "silent/gate-1/" + Results.RUN + "/0",
                                    AlertState.STARTED,
                                    now.plus(lasting),
                                    now),
                            tuple(
                                    "blinded/yard/" + now.toEpochMilli(),
                                    AlertState.STARTED,
                                    now.plus(lasting),
                                    now),
                            tuple(
                                    "silent/gate-1/" + Results.RUN + "/0",
                                    AlertState.ENDED,
                                    later,
                                    now),
                            tuple(
                                    "blinded/yard/" + now.toEpochMilli(),
                                    AlertState.ENDED,
                                    later,
                                    now));
        }
    }

    private static RuleCondition busy(int frames) {
        return new RuleCondition.Scored(
                RuleCondition.Target.ofModel(model.label()),
                RuleCondition.Sense.PRESENT,
                RuleCondition.Enter.of(model.threshold(), frames),
                RuleCondition.Exit.of(model.threshold()),
                null);
    }

    private static CameraStatusReport status(String camera, CameraView view, Instant since) {
        return new CameraStatusReport(
                new CameraId(camera),
                1,
                new CameraStatusReport.Condition(CameraStatusReport.State.LIVE, view, null),
                "worker-1",
                since);
    }

    private static void write(TopicWriter writer, AlertRule rule, Instant from)
            throws InterruptedException {
        writer.write(Topics.RULES, rule, rule.attributes().at(from));
    }

    private static void write(TopicWriter writer, CameraStatusReport report)
            throws InterruptedException {
        writer.write(Topics.CAMERA_STATUS, report);
    }

    private TopicFollower follower(TestTopics topics) {
        RecordHandler<Alert> handler =
                RecordHandler.of(
                        record -> alerts.add(record.value()),
                        (record, reason) -> {
                            throw new AssertionError(reason);
                        });
        return TopicFollower.fromBeginning(
                new KafkaClients(topics.kafka()), new Subscription<>(Topics.ALERTS, handler));
    }

    /** A rule counts when the job has read it; frames come until then. */
    private int sendUntil(TopicFollower follower, IntConsumer send, int from, int count) {
        int sequence = from;
        while (alerts.size() < count && sequence < from + ATTEMPTS) {
            send.accept(sequence++);
            follower.poll(Duration.ofMillis(100));
        }
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(count);
        return sequence;
    }

    private void await(TopicFollower follower, int count) {
        for (int i = 0; alerts.size() < count && i < ATTEMPTS; i++) {
            follower.poll(Duration.ofMillis(100));
        }
        assertThat(alerts).hasSize(count);
    }

    private static JobClient submit(TestTopics topics, List<AlertRule> rules) throws Exception {
        String name = topics.kafka().topicPrefix();
        ExecutionOptions execution =
                new ExecutionOptions(
                        1,
                        new Batching(8, Duration.ofMillis(20)),
                        new Deadlines(null, Duration.ofSeconds(2)),
                        new FaultTolerance(
                                FaultTolerance.Guarantee.AT_LEAST_ONCE,
                                Duration.ofMillis(300),
                                name,
                                Duration.ofMinutes(10)),
                        name,
                        Duration.ofMinutes(1));
        TestStreamEnvironment environment = new TestStreamEnvironment(cluster, 1);
        FramewatchJob.assemble(
                environment,
                new JobOptions(
                        topics.kafka(),
                        new ModelOptions(
                                model.folder().toString(), 5, true, ModelForm.KERNELS, null),
                        List.of(),
                        execution,
                        rules));
        return environment.executeAsync(FramewatchJob.NAME);
    }
}
