package io.framewatch.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.replay.TestingHistory;
import io.framewatch.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./framewatch rule tune} as a user runs it, on a broker. */
@Timeout(120)
class TuneCommandITCase {

    private static final String RULE =
            "{id: stop, label: red, cameras: ['g*'], enter: {score: 0.7, frames: 2}, exit: {score: 0.4}}";

    private static final int[] SURE = {120, 120, 131, 131, 131, 120, 120};
    private static final int[] UNSURE = {120, 120, 128, 128, 120, 120};

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
    void alert(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        history = new TestingHistory(broker, folder, prefix, RULE);
        history.capture("g1", SURE);
        history.capture("g2", SURE);
        history.capture("g3", SURE);
        history.capture("g4", UNSURE);
        history.capture("g5", UNSURE);
        history.decide(history.results());
    }

    @AfterEach
    void closeHistory() {
        history.close();
    }

    @Test
    void shouldProposeTheScoreWithTheFewestMistakes() throws Exception {
        mark("g1", "right");
        mark("g2", "right");
        mark("g4", "wrong");
        mark("g5", "wrong");

        JsonNode report = new ObjectMapper().readTree(tune(0, "stop", "--output", "json"));
        String text = tune(0, "stop");

        assertThat(report.get("now").get("wrong").asInt()).isEqualTo(2);
        assertThat(report.get("now").get("missed").asInt()).isZero();
        assertThat(report.get("now").get("unmarked").asInt()).isEqualTo(1);
        JsonNode proposal = report.get("proposal");
        assertThat(proposal.get("enterScore").asText()).isEqualTo("0.75");
        assertThat(proposal.get("frames").asInt()).isEqualTo(2);
        assertThat(proposal.get("wrong").asInt()).isZero();
        assertThat(proposal.get("missed").asInt()).isZero();
        assertThat(proposal.get("unmarked").asInt()).isEqualTo(1);
        assertThat(report.get("curve"))
                .hasSizeGreaterThan(500)
                .anySatisfy(point -> assertPoint(point, "0.05", 2, 2, 0))
                .anySatisfy(point -> assertPoint(point, "0.95", 2, 0, 0))
                .anySatisfy(point -> assertPoint(point, "0.95", 5, 0, 2));
        assertThat(report.get("command").asText())
                .startsWith("./framewatch rule add stop --replace cameras='g*' when=present")
                .contains(" label=red ", " enter.score=0.75 enter.frames=2 ", " exit.score=0.4 ")
                .endsWith(" --config " + history.config());
        assertThat(text)
                .contains("2 alerts marked right, 2 marked wrong")
                .contains("proposed and not applied, though with fewer than 10 marks")
                .contains("./framewatch rule add stop --replace ");
        assertThat(text.lines()).anyMatch(line -> line.matches("0\\.95 +0 +0 .*"));
    }

    @Test
    void shouldSayThatThereAreTooFewMarks() throws Exception {
        mark("g1", "right");

        String text = tune(0, "stop");

        assertThat(text).contains("too few marks: ").doesNotContain("rule add");
    }

    @Test
    void shouldSayThatTheRuleIsUnknown() throws Exception {
        tune(1, "start");

        assertThat(history.err()).contains("rule 'start' must be one of [stop]");
    }

    private static void assertPoint(
            JsonNode point, String enter, int frames, int wrong, int missed) {
        assertThat(point.get("enterScore").asText()).isEqualTo(enter);
        assertThat(point.get("frames").asInt()).isEqualTo(frames);
        assertThat(point.get("wrong").asInt()).isEqualTo(wrong);
        assertThat(point.get("missed").asInt()).isEqualTo(missed);
    }

    private void mark(String camera, String verdict) throws Exception {
        history.run(0, "alerts", "mark", "stop/" + camera + "/1/2", verdict);
    }

    private String tune(int exitCode, String... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("rule", "tune"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--from", TestingHistory.START));
        return history.run(exitCode, arguments.toArray());
    }
}
