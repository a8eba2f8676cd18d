package io.framewatch.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.EventJson;
import io.framewatch.topic.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./framewatch replay} as a user runs it, on a broker. */
@Timeout(120)
class ReplayCommandITCase {

    private static final String RULE =
            "{id: stop, label: red, enter: {score: 0.7, frames: 2}, exit: {score: 0.4}}";

    /** The alert starts with frames 2 and 3, and ends with frame 6. */
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
    void shouldDecideTheSameByTheRulesAsTheyWere() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());

        JsonNode report = replay("--out", alerts());

        assertThat(report.get("equal").asInt()).isEqualTo(1);
        assertThat(report.get("frames").get("gate").asInt()).isEqualTo(8);
        assertThat(report.get("onlyNow")).isEmpty();
        assertThat(report.get("onlyThen")).isEmpty();
        assertThat(report.get("changed")).isEmpty();
        assertThat(written())
                .extracting(Alert::id, Alert::state)
                .containsExactly(
                        tuple("stop/gate/1/2", AlertState.STARTED),
                        tuple("stop/gate/1/2", AlertState.ENDED));
    }

    @Test
    void shouldShowWhatOtherRulesChange() throws Exception {
        history.capture("gate", REDS);
        history.capture("yard", 120, 130, 120);
        history.capture("porch", 120, 128, 128, 120);
        history.decide(history.results());
        Path rules =
                Files.writeString(
                        folder.resolve("new.yaml"),
                        "rules: [{id: stop, label: red, enter: {score: 0.85}, exit: {score: 0.4}}]");

        JsonNode report = replay("--out", alerts(), "--rules", rules);

        assertThat(report.get("equal").asInt()).isZero();
        assertThat(report.get("onlyNow").findValuesAsText("id")).containsExactly("stop/yard/1/1");
        assertThat(report.get("onlyThen").findValuesAsText("id")).containsExactly("stop/porch/1/1");
        JsonNode changed = report.get("changed").get(0);
        assertThat(changed.get("id").asText()).isEqualTo("stop/gate/1/3");
        assertThat(changed.get("idThen").asText()).isEqualTo("stop/gate/1/2");
        assertThat(changed.get("differences").get("from").get("now").asText())
                .isEqualTo(TestingHistory.at(3).toString());
        assertThat(changed.get("differences").has("to")).isFalse();
        assertThat(history.run(0, arguments("--out", alerts(), "--rules", rules)))
                .contains("0 alerts are equal, 1 come only now, 1 came only then, 1 are changed");
    }

    @Test
    void shouldSayThatResultsHaveNoScoreOfALabel() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());
        Path rules =
                Files.writeString(
                        folder.resolve("new.yaml"),
                        "rules: [{id: other, label: yellow, enter: {score: 0.8}, exit: {score: 0.4}}]");

        replay("--out", alerts(), "--rules", rules);

        assertThat(history.err()).contains("8 results have no score for rule 'other'");
    }

    @Test
    void shouldClassifyTheFramesAgainByAnotherModel() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());
        // What is green is called red, so the frames that had no alert have one.
        Path other =
                new TestingOnnx()
                        .writeModel(folder.resolve("other"), List.of("green", "red", "blue"));

        JsonNode report = replay("--out", alerts(), "--model", other);

        assertThat(report.get("frames").get("gate").asInt()).isEqualTo(8);
        assertThat(written().stream().map(Alert::id).distinct())
                .containsExactly("stop/gate/1/0", "stop/gate/1/6");
    }

    @Test
    void shouldWriteToATopicOfItsOwn() throws Exception {
        history.capture("gate", REDS);
        history.decide(history.results());

        replay("--topic", "alerts-again");

        assertThat(records("alerts-again")).isEqualTo(2);
        assertThat(records("alerts")).isEqualTo(2);
        history.run(2, arguments("--topic", "alerts"));
        assertThat(history.err()).contains("--topic 'alerts' must be none of the topics [frames, ");
        history.run(2, arguments());
    }

    private JsonNode replay(Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--output", "json"));
        return new ObjectMapper().readTree(history.run(0, arguments(arguments.toArray())));
    }

    private static Object[] arguments(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of("--from", TestingHistory.at(0), "--to", TestingHistory.at(8)));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private Path alerts() {
        return folder.resolve("alerts.jsonl");
    }

    private List<Alert> written() throws Exception {
        List<Alert> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(alerts())) {
            alerts.add(EventJson.read(line.getBytes(StandardCharsets.UTF_8), Alert.class));
        }
        return alerts;
    }

    private long records(String topic) {
        KafkaClients clients = history.clients();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(clients.kafka().topic(topic)).stream()
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            return consumer.endOffsets(partitions, Duration.ofSeconds(10)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
