package io.framewatch.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.cli.replay.TestingHistory;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameLocation;
import io.framewatch.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./framewatch alerts} as a user runs it, on a broker. */
@Timeout(120)
class AlertsCommandITCase {

    private static final String RULE =
            "{id: stop, label: red, enter: {score: 0.7, frames: 2}, exit: {score: 0.4}, cool-down: 3s}";

    /** Frame 3 is the peak; the alert starts with frames 2 and 3 and ends with frame 6. */
    private static final int[] REDS = {120, 120, 128, 130, 129, 128, 120, 120};

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private TestingHistory history;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openHistory(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        history = new TestingHistory(broker, folder, prefix, RULE);
    }

    @AfterEach
    void closeHistory() {
        history.close();
    }

    @Test
    void shouldListShowAndMark() throws Exception {
        history.capture("gate", REDS);
        history.capture("yard", 120, 129, 129);
        history.decide(history.results());
        String gate = "stop/gate/1/2";
        String yard = "stop/yard/1/1";

        history.run(0, "alerts", "mark", gate, "wrong");
        history.run(0, "alerts", "mark", gate, "right");

        List<String> lines = history.run(0, "alerts", "list").lines().toList();
        assertThat(lines.get(0).split(" +"))
                .containsExactly("ALERT", "RULE", "CAMERA", "FROM", "TO", "PEAK", "MARK");
        assertThat(lines.get(1).split(" +"))
                .containsExactly(
                        yard,
                        "stop",
                        "yard",
                        TestingHistory.at(1).toString(),
                        "open",
                        "0.8808",
                        "-");
        assertThat(lines.get(2).split(" +"))
                .containsExactly(
                        gate,
                        "stop",
                        "gate",
                        TestingHistory.at(2).toString(),
                        TestingHistory.at(6).toString(),
                        "0.9526",
                        "right");
        assertThat(lines).hasSize(3);
        assertThat(ids("--open")).containsExactly(yard);
        assertThat(ids("--camera", "gate")).containsExactly(gate);
        assertThat(ids("--rule", "other")).isEmpty();
        assertThat(ids("--from", TestingHistory.at(7))).containsExactly(yard);
        assertThat(ids("--to", TestingHistory.at(2))).containsExactly(yard);
        assertThat(history.run(0, "alerts", "show", gate))
                .contains("ended", "to " + TestingHistory.at(6), "gate/1/3", "right, said");
        JsonNode shown =
                new ObjectMapper()
                        .readTree(history.run(0, "alerts", "show", gate, "--output", "json"));
        assertThat(shown.get("mark").asText()).isEqualTo("right");
        assertThat(shown.get("records")).hasSize(2);
    }

    @Test
    void shouldProveAnAlertByItsFrames() throws Exception {
        history.capture("gate", REDS);
        history.capture("yard", REDS);
        history.decide(history.results());

        JsonNode proof = verify(0, "stop/gate/1/2");

        assertThat(proof.get("verdict").asText()).isEqualTo("proven");
        assertThat(proof.get("frames").asInt()).isEqualTo(7);
        assertThat(proof.get("models").get(0).get("model").asText()).isEqualTo("means");
        JsonNode score = check(proof, "ended score");
        assertThat(score.get("again").asDouble())
                .isCloseTo(TestingHistory.score(130), within(1e-4));
        assertThat(history.run(0, "alerts", "verify", "stop/gate/1/2"))
                .contains("7 decided again")
                .endsWith("\nproven\n");
    }

    @Test
    void shouldProveAnAlertOfAHead() throws Exception {
        String rule = RULE.replace("id: stop,", "id: light, head: light,");
        try (TestingHistory taught = new TestingHistory(broker, folder, "taught.", rule)) {
            taught.teach("gate");
            taught.capture("gate", REDS);
            taught.decide(taught.results());
            String id = "light/gate/1/2";

            assertThat(taught.run(0, "alerts", "verify", id)).endsWith("\nproven\n");

            Path head = folder.resolve("head").resolve(ModelFiles.HEAD);
            Files.writeString(head, Files.readString(head).replace("\"v1\"", "\"v2\""));
            assertThat(taught.run(2, "alerts", "verify", id))
                    .contains("head light version v1 of camera gate is not to be had: ")
                    .contains(" has version v2");
        }
    }

    @Test
    void shouldProveAnAlertWhoseResultsAreNoLongerRetained() throws Exception {
        history.capture("gate", REDS);
        history.write(Topics.ALERTS, history.alerts(history.results()));

        assertThat(verify(0, "stop/gate/1/2").get("frames").asInt()).isEqualTo(7);
    }

    @Test
    void shouldProveAnAlertAfterTheCoolDownOfAnother() throws Exception {
        // The second one may start three seconds after frame 4, which is frame 7, not before.
        history.capture("gate", 120, 129, 129, 129, 120, 129, 129, 129, 129, 120);
        List<RecordedAlert> alerts = history.decide(history.results());

        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(1).first().change().decidedAt()).isEqualTo(TestingHistory.at(7));
        assertThat(verify(0, alerts.get(1).id()).get("frames").asInt()).isEqualTo(5);
    }

    @Test
    void shouldLeaveOutFramesThatWereNotDecided() throws Exception {
        history.capture("gate", REDS);
        List<Classification> results = new ArrayList<>(history.results());
        results.remove(3); // the peak was shed
        history.decide(results);

        JsonNode proof = verify(0, "stop/gate/1/2");

        assertThat(proof.get("framesLeftOut").asInt()).isEqualTo(1);
        assertThat(check(proof, "ended score").get("again").asDouble())
                .isCloseTo(TestingHistory.score(129), within(1e-4));
    }

    @Test
    void shouldSayWhatIsNotEqual() throws Exception {
        history.capture("gate", REDS);
        List<Classification> results = history.results();
        history.write(Topics.CLASSIFICATIONS, results);
        history.write(
                Topics.ALERTS,
                history.alerts(results).stream().map(alert -> withScore(alert, 0.99f)).toList());

        JsonNode proof = verify(1, "stop/gate/1/2");

        assertThat(proof.get("verdict").asText()).isEqualTo("not-equal");
        JsonNode score = check(proof, "ended score");
        assertThat(score.get("equal").asBoolean()).isFalse();
        assertThat(score.get("difference").asDouble())
                .isCloseTo(0.99 - TestingHistory.score(130), within(1e-4));
        assertThat(check(proof, "ended").get("equal").asBoolean()).isTrue();
        assertThat(history.run(1, "alerts", "verify", "stop/gate/1/2"))
                .contains("differs by 0.037")
                .endsWith("\nnot equal\n");
    }

    @Test
    void shouldSayThatAnAlertDoesNotComeOfItsFrames() throws Exception {
        history.capture("gate", REDS);
        List<Classification> results = history.results();
        history.write(Topics.CLASSIFICATIONS, results);
        history.write(
                Topics.ALERTS,
                history.alerts(results).stream()
                        .map(alert -> beginningAt(alert, "stop/gate/1/1", 1))
                        .toList());

        JsonNode proof = verify(1, "stop/gate/1/1");

        assertThat(check(proof, "id").get("again").asText()).isEqualTo("stop/gate/1/2");
        assertThat(check(proof, "started").get("equal").asBoolean()).isFalse();
    }

    @Test
    void shouldProveNothingWithoutTheFrames() throws Exception {
        history.capture("gate", REDS);
        List<RecordedAlert> alerts = history.decide(history.results());
        FrameLocation evidence = alerts.get(0).last().peak().frame();
        try (Admin admin = history.clients().admin()) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(evidence.topic(), evidence.partition()),
                                    RecordsToDelete.beforeOffset(evidence.offset() + 1)))
                    .all()
                    .get();
        }

        assertThat(unproven("stop/gate/1/2"))
                .startsWith("2 of its frames are no longer retained, such as gate/1/3: ")
                .endsWith("begins at offset " + (evidence.offset() + 1));
    }

    @Test
    void shouldLookForTheSameModel() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());
        Path other =
                new TestingOnnx().writeModel(folder.resolve("other"), List.of("red", "g", "b"));
        history.writeConfig(other);

        assertThat(unproven("stop/gate/1/2"))
                .contains(
                        "model means 1 with sha256 ", "is not to be had: ", other + " has sha256 ");
        assertThat(verify(0, "stop/gate/1/2", "--model", history.model()).get("verdict").asText())
                .isEqualTo("proven");
    }

    @Test
    void shouldRequireTheRevisionOfTheRule() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());
        String revision = Files.readString(history.config());
        Files.writeString(history.config(), revision.replace("score: 0.7", "score: 0.6"));

        assertThat(unproven("stop/gate/1/2"))
                .contains("of rule stop is gone", "the configuration have revision ");
    }

    @Test
    void shouldSayThatAnAlertIsUnknown() throws Exception {
        assertThat(unproven("stop/gate/1/2"))
                .isEqualTo(
                        "alert 'stop/gate/1/2' must be one that topic "
                                + history.clients().fullName(Topics.ALERTS)
                                + " still has");
        history.run(1, "alerts", "show", "stop/gate/1/2");
        assertThat(history.err()).contains("alert 'stop/gate/1/2' must be one");
        history.run(1, "alerts", "mark", "stop/gate/1/2", "right");
    }

    private static Alert withScore(Alert alert, float score) {
        return new Alert(
                alert.id(),
                alert.trigger(),
                alert.change(),
                new Alert.Peak(score, alert.peak().frame(), alert.peak().classifier()),
                alert.endReason(),
                alert.picture());
    }

    private static Alert beginningAt(Alert alert, String id, int frame) {
        return new Alert(
                id,
                alert.trigger(),
                new Alert.Change(
                        alert.state(),
                        TestingHistory.at(frame),
                        alert.change().to(),
                        alert.change().decidedAt()),
                alert.peak(),
                alert.endReason(),
                alert.picture());
    }

    private String unproven(String id) throws Exception {
        JsonNode answer = verify(2, id);
        assertThat(answer.get("verdict").asText()).isEqualTo("cannot-be-proven");
        return answer.get("reason").asText();
    }

    private JsonNode verify(int exitCode, String id, Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("alerts", "verify", id));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--output", "json"));
        return new ObjectMapper().readTree(history.run(exitCode, arguments.toArray()));
    }

    private List<String> ids(Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("alerts", "list", "--output", "json"));
        arguments.addAll(List.of(more));
        List<String> ids = new ArrayList<>();
        new ObjectMapper()
                .readTree(history.run(0, arguments.toArray()))
                .forEach(alert -> ids.add(alert.get("id").asText()));
        return ids;
    }

    private static JsonNode check(JsonNode proof, String what) {
        for (JsonNode check : proof.get("checks")) {
            if (check.get("what").asText().equals(what)) {
                return check;
            }
        }
        throw new AssertionError("no check of " + what + " in " + proof);
    }
}
