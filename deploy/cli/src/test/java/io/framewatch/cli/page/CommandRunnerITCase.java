package io.framewatch.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.AlertRule;
import io.framewatch.page.Commands.Outcome;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page has commands do, at a broker. */
class CommandRunnerITCase {

    @TempDir private static Path folder;

    private static EmbeddedBroker broker;
    private static Workspace workspace;
    private static KafkaClients clients;
    private static CommandRunner runner;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        workspace = Workspace.create();
        clients =
                new KafkaClients(
                        new KafkaOptions(broker.bootstrapServers(), "framewatch.", 2, Map.of()));
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        Path file =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        "kafka: {bootstrap-servers: '" + broker.bootstrapServers() + "'}");
        runner = new CommandRunner(file, workspace);
    }

    @AfterAll
    static void stop() {
        workspace.close();
        broker.close();
    }

    @Test
    void shouldWriteARuleAsTheCommandDoes() {
        Outcome outcome =
                run(
                        "rule",
                        "add",
                        "--",
                        "van",
                        "label=car",
                        "enter.score=0.6",
                        "exit.score=0.4",
                        "when-label-missing=wait");

        assertThat(outcome.problem()).doesNotContain("Exception");
        assertThat(outcome.ok()).isTrue();
        assertThat(outcome.out()).contains("rule/van created, from");
        List<AlertRule> rules = new ArrayList<>();
        TopicScan.all(Topics.RULES).read(clients, record -> rules.add(record.value()));
        assertThat(rules).extracting(AlertRule::id).containsExactly("van");
        assertThat(run("rule", "list", "--output=json").out()).contains("\"id\" : \"van\"");
    }

    @Test
    void shouldTryARuleThatIsInNoFile() {
        Outcome outcome =
                runner.run(
                        List.of(
                                "rule",
                                "test",
                                "--output=json",
                                "--from=2026-01-01T00:00:00Z",
                                "--",
                                "{file}"),
                        Optional.of(
                                "{\"rules\":[{\"id\":\"van\",\"label\":\"car\",\"enter\":"
                                        + "{\"score\":0.6},\"exit\":{\"score\":0.4}}]}"));

        assertThat(outcome.problem()).isEmpty();
        assertThat(outcome.out()).contains("\"counts\" : [ ]");
    }

    @Test
    void shouldSayWhatIsWrongWithoutTheNameOfTheCommand() {
        Outcome outcome = run("alerts", "mark", "--", "no-such-alert", "right");

        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.problem()).startsWith("alert 'no-such-alert' must be one that topic");
    }

    @Test
    void shouldNotTellACommandWhereKafkaIsThatDoesNotAsk() {
        Outcome outcome =
                run("camera", "probe", "--seconds=1", "--picture={file}", "--", "/no/such/file");

        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.problem()).contains("no such file").doesNotContain("--config");
    }

    private static Outcome run(String... arguments) {
        return runner.run(List.of(arguments), Optional.empty());
    }
}
