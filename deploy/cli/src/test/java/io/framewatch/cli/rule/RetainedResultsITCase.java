package io.framewatch.cli.rule;

import static io.framewatch.cli.rule.TestingResults.at;
import static io.framewatch.cli.rule.TestingResults.result;
import static io.framewatch.cli.rule.TestingResults.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Interval;
import io.framewatch.cli.rule.RetainedResults.Summary;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.CameraView;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RetainedResultsITCase {

    private static final RuleTimeline RULES =
            RuleTimeline.of(
                    List.of(
                            AlertRule.of(
                                    "person",
                                    CameraSelector.ALL,
                                    new Scored(
                                            Target.ofModel("person"),
                                            Sense.PRESENT,
                                            Enter.of(0.6, 3),
                                            Exit.of(0.4),
                                            null)),
                            AlertRule.of(
                                    "hidden",
                                    CameraSelector.of("gate"),
                                    new Blinded(Duration.ofSeconds(5), List.of()))));

    private final List<String> alerts = new ArrayList<>();

    @Test
    void shouldDecideTheAlertsOfTheTime() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaClients clients =
                    new KafkaClients(
                            new KafkaOptions(broker.bootstrapServers(), "x.", 1, Map.of()));
            TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
            write(clients);

            Summary summary = decide(clients, 12, 40, "gate", "yard");

            assertThat(alerts)
                    .containsExactly(
                            "person/gate/1/10 STARTED 2026-11-25T10:00:12Z",
                            "hidden/gate/"
                                    + at(12).toEpochMilli()
                                    + " STARTED 2026-11-25T10:00:17Z",
                            "person/gate/1/10 ENDED 2026-11-25T10:00:20Z",
                            "person/yard/1/30 STARTED 2026-11-25T10:00:32Z");
            assertThat(summary.results())
                    .isEqualTo(Map.of(new CameraId("gate"), 28L, new CameraId("yard"), 28L));
            assertThat(summary.malformed()).isEqualTo(1);

            alerts.clear();
            decide(clients, 0, 40, "yard");
            assertThat(alerts).containsExactly("person/yard/1/30 STARTED 2026-11-25T10:00:32Z");

            alerts.clear();
            assertThat(decide(clients, 500, 600, "gate").results()).isEmpty();
            assertThat(alerts).isEmpty();
        }
    }

    /** The yard's results lie behind those of the gate, of which some are later than the time. */
    private static void write(KafkaClients clients) throws Exception {
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (int second = 0; second < 60; second++) {
                boolean there = second >= 10 && second < 20;
                writer.write(Topics.CLASSIFICATIONS, result("gate", second, there ? 0.9 : 0.1));
            }
            for (int second = 0; second < 60; second++) {
                writer.write(
                        Topics.CLASSIFICATIONS, result("yard", second, second >= 30 ? 0.9 : 0.1));
            }
            writer.write(Topics.CAMERA_STATUS, view("gate", CameraView.COVERED, 12));
        }
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    clients.fullName(Topics.CLASSIFICATIONS),
                                    null,
                                    at(30).toEpochMilli(),
                                    new byte[] {'x'},
                                    new byte[] {'{'}))
                    .get();
        }
    }

    private Summary decide(KafkaClients clients, int from, int to, String... cameras) {
        return new RetainedResults(
                        clients,
                        new Interval(at(from), at(to)),
                        camera -> CameraSelector.of(cameras).selects(camera, List.of()))
                .decide(RULES, CameraDirectory.EMPTY, this::add);
    }

    private void add(Alert alert) {
        alerts.add(alert.id() + " " + alert.state() + " " + alert.change().decidedAt());
    }
}
