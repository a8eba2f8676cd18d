package io.framewatch.cli.rule;

import static io.framewatch.cli.rule.TestingResults.at;
import static io.framewatch.cli.rule.TestingResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch rule} as a user runs it, on a broker. */
@Timeout(300)
class RuleCommandsITCase {

    private static final String[] PERSON = {
        "label=person", "enter.score=0.6", "enter.frames=3", "exit.score=0.4"
    };

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private KafkaClients clients;
    private Path config;
    private String err;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void configure(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 1, Map.of()));
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(
                model.resolve("manifest.json"),
                """
                {"name": "m", "version": "1", "logits": "logits", "embedding": "embedding",
                 "input": {"name": "image", "width": 224, "height": 224, "layout": "NHWC",
                           "type": "uint8", "mean": null, "std": null},
                 "labels": ["person", "sports car, sport car", "cat"],
                 "trained": true, "weights": "none", "training": {}}
                """);
        config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        "kafka: {bootstrap-servers: '%s', topic-prefix: %s}\nmodel: {uri: %s}\n"
                                .formatted(broker.bootstrapServers(), prefix, model));
    }

    @Test
    void shouldAddReplaceAndRemoveARule() throws Exception {
        Instant before = Instant.now();
        String added = run(0, add("person", "cameras=gate-*,yard", "schedule.days=mon,tue"));
        Instant from = time(added);
        assertThat(added).startsWith("rule/person created, from ");
        assertThat(from).isAfter(before.plusSeconds(2)).isBefore(Instant.now().plusSeconds(4));
        assertThat(err).isEmpty();

        run(1, add("person", "cool-down=1min"));
        assertThat(err)
                .isEqualTo(
                        """
                        framewatch rule add: rule person has 1 problem:
                          id: 'person' is there: --replace changes it
                        """);
        assertThat(run(0, add("person", "cool-down=1min", "--replace")))
                .startsWith("rule/person configured, from ");
        assertThat(run(0, add("person", "cool-down=1min", "--replace")))
                .isEqualTo("rule/person unchanged\n");
        assertThat(run(0, "remove", "person", "quiet"))
                .matches("rule/person removed, from \\S+\nrule/quiet not there\n");

        List<TopicRecord<?>> records = records();
        assertThat(records).hasSize(3);
        assertThat(records.get(0).timestamp()).isEqualTo(from);
        AlertRule first = (AlertRule) records.get(0).value();
        assertThat(first.selector()).isEqualTo(CameraSelector.of("gate-*", "yard"));
        assertThat(first.activation().schedule().days()).hasSize(2);
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void shouldCountFromATimeAndInTheOrderOfTheLog() throws Exception {
        Instant from = Instant.now().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.MILLIS);
        run(0, add("person", "--from", from.toString()));
        assertThat(run(0, "list")).contains("from " + from);

        run(1, "pause", "person");
        assertThat(err).contains("rule 'person' has a revision that counts from " + from);
        run(1, "remove", "person");
        assertThat(err).contains("must not be before that");
        run(1, add("person", "cool-down=1min", "--replace"));
        assertThat(err).contains("must not be before that");
        assertThat(run(0, "pause", "person", "--from", from.toString()))
                .isEqualTo("rule/person paused, from " + from + "\n");
        assertThat(records()).hasSize(2);

        run(1, add("other", "--from", Instant.now().plusSeconds(3700).toString()));
        assertThat(err).contains("to an hour ahead");
        run(1, add("other", "--from", Instant.now().minusSeconds(1).toString()));
        assertThat(err).contains("must be from now");
        run(2, add("other", "--from", "soon"));
        assertThat(err).contains("'soon' must be a time in UTC such as 2026-11-27T22:00:00Z");
    }

    @Test
    void shouldNameAllProblemsOfARule() throws Exception {
        run(1, "add", "a b", "label=person", "enter.score=2", "enter.frams=3", "for=soon");
        assertThat(err)
                .startsWith("framewatch rule add: rule a b has 4 problems:\n")
                .contains("id: 'a b' must be 1 to 100 letters")
                .contains("enter.score: 2 must be at most 1")
                .contains("enter.frams: unknown key, must be one of score, frames, of, for")
                .contains("for: 'soon' must be a duration");
        run(2, "add", "a", "label");
        assertThat(err).contains("'label' must be a key and its value");
        run(2, "add", "a", "enter.score=0.5", "enter=1");
        assertThat(err).contains("key 'enter' must be there once");

        run(2, add("framewatch.x", "label=persn"));
        assertThat(err).contains("key 'label' must be there once");
        run(1, "add", "framewatch.x", "label=car", "enter.score=0.6", "exit.score=0.4");
        assertThat(err)
                .contains("has 2 problems:")
                .contains("id: 'framewatch.x' must not begin with framewatch.")
                .contains("label 'car' of rule 'framewatch.x' must be one of model ")
                .contains("such as 'sports car, sport car', ");
        assertThat(records()).isEmpty();
    }

    @Test
    void shouldLetARuleWaitForItsLabel() throws Exception {
        run(
                0,
                "add",
                "dog",
                "label=dog",
                "enter.score=0.6",
                "exit.score=0.4",
                "when-label-missing=wait");
        assertThat(err).contains("rule 'dog' waits for another model with [dog]");
        write(
                scored("cow", new Target("cow", List.of(), null)),
                Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.MILLIS));
        assertThat(run(0, "list")).contains("waits: no active model has the label");

        Files.writeString(
                config, Files.readString(config).replaceAll("model: .*", "model: {uri: nowhere}"));
        run(0, "add", "bird", "label=bird", "enter.score=0.6", "exit.score=0.4");
        assertThat(err).contains("labels of rule 'bird' are not checked: model 'nowhere'");
        run(0, "add", "open", "label=open", "head=gate", "enter.score=0.6", "exit.score=0.4");
        assertThat(err)
                .contains("labels of rule 'open' are not checked: head gate is not known here");
    }

    @Test
    void shouldPauseAndSilenceARuleOfTheTopicAndOneOfTheFile() throws Exception {
        Files.writeString(
                config,
                Files.readString(config) + "rules: [{id: quiet, when: silent, for: 90s}]\n");
        write(scored("person", Target.ofModel("person")), Instant.now().minusSeconds(10));

        assertThat(run(0, "list"))
                .isEqualTo(
                        """
                        RULE    ALERTS AT                                     CAMERAS  STATE   SOURCE
                        person  person from 0.6 in 3 frames, until below 0.4  all      active  topic
                        quiet   no frame for 1m30s                            all      active  file
                        """);
        assertThat(run(0, "pause", "person", "quiet"))
                .matches("rule/person paused, from \\S+\nrule/quiet paused, from \\S+\n");
        assertThat(err)
                .contains("rule 'quiet' is on the topic from now on")
                .doesNotContain("'person'");
        assertThat(run(0, "pause", "person")).isEqualTo("rule/person unchanged\n");
        assertThat(run(0, "silence", "person", "--for", "2h"))
                .startsWith("rule/person silenced, from ");
        assertThat(run(0, "resume", "person")).startsWith("rule/person resumed, from ");
        assertThat(((AlertRule) records().get(4).value()).activation().silencedUntil())
                .isAfter(Instant.now().plusSeconds(7190));
        assertThat(run(0, "silence", "person", "--off"))
                .startsWith("rule/person no longer silenced, from ");
        assertThat(((AlertRule) records().get(5).value()))
                .isEqualTo(scored("person", Target.ofModel("person")));

        run(0, "remove", "quiet");
        assertThat(err).contains("rule 'quiet' of " + config + " counts then");
        run(2, "silence", "person");
        assertThat(err).contains("--until");
        assertThat(run(1, "pause", "person", "yard")).isEmpty();
        assertThat(err)
                .isEqualTo("framewatch rule pause: rule 'yard' must be one of [person, quiet]\n");
    }

    @Test
    void shouldApplyAFile() throws Exception {
        write(scored("old", Target.ofModel("person")), Instant.now().minusSeconds(10));
        write(
                scored("person", Target.ofModel("person"))
                        .with(new AlertRule.Activation(true, null, null)),
                Instant.now().minusSeconds(10));
        Path file =
                yaml(
                        """
                        rules:
                          - {id: person, label: person, enter: {score: 0.6, frames: 3}, exit: {score: 0.4}}
                          - {id: quiet, when: silent, for: 30s}
                        """);

        assertThat(run(0, "apply", "-f", file, "--prune", "--dry-run"))
                .matches(
                        """
                        rule/person unchanged
                        rule/quiet created, from \\S+
                        rule/old removed, from \\S+
                        Nothing was changed.
                        """);
        assertThat(records()).hasSize(2);
        assertThat(run(0, "apply", "-f", file))
                .matches("rule/person unchanged\nrule/quiet created, from \\S+\nrule/old left\n");
        assertThat(run(0, "apply", "-f", file, "--prune"))
                .matches(
                        "rule/person unchanged\nrule/quiet unchanged\nrule/old removed, from \\S+\n");
        assertThat(run(0, "apply", "-f", file, "--prune"))
                .isEqualTo("rule/person unchanged\nrule/quiet unchanged\n");
        assertThat(records()).hasSize(4);
    }

    @Test
    void shouldChangeNothingIfTheFileHasAProblem() throws Exception {
        Path file =
                yaml(
                        """
                        rules:
                          - {id: good, when: silent, for: 30s}
                          - {id: good, when: silent, for: 30s}
                          - {id: framewatch.x, when: silent, for: 30s}
                          - {id: dog, label: dog, enter: {score: 0.6}, exit: {score: 0.4}}
                          - {id: bad, label: cat, enter: {score: 1.6}, exit: {score: 0.4}}
                          - {id: worse, label: cat, enter: {score: 0.3}, exit: {score: 0.4}}
                        """);

        assertThat(run(1, "apply", "-f", file)).isEmpty();
        assertThat(err)
                .startsWith("framewatch rule apply: configuration " + file + " has 5 problems:\n")
                .contains("rules[1].id: 'good' must not be the id of an earlier one")
                .contains("rules[2].id: 'framewatch.x' must not begin with framewatch.")
                .contains("rules[3]: label 'dog' of rule 'dog' must be one of model ")
                .contains("rules[4].enter.score: 1.6 must be at most 1")
                .contains("rules[5]: exit.score 0.4 must not be above enter.score 0.3");
        assertThat(records()).isEmpty();
    }

    @Test
    void shouldShowARuleAndWhatSomebodyWroteByHand() throws Exception {
        Instant first = Instant.now().minusSeconds(100).truncatedTo(ChronoUnit.MILLIS);
        Instant second = first.plusSeconds(50);
        AlertRule rule = scored("person", Target.ofModel("person"));
        write(scored("person", Target.ofModel("cat")), first);
        write(rule, second);
        write(scored("a\u001b[2Jb", Target.ofModel("\u001b[2Jperson\n")), second);
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(
                    Topics.CAMERAS,
                    new Camera(new CameraId("gate"), false, List.of(), Map.of("uri", "testsrc:")));
            writer.write(
                    Topics.CAMERAS,
                    new Camera(
                            new CameraId("yard"),
                            false,
                            List.of(),
                            Map.of(
                                    "uri",
                                    "testsrc:",
                                    "regions",
                                    List.of(Map.of("id", "door", "width", 0.5)))));
        }

        assertThat(run(0, "show", "person"))
                .contains(
                        """
                        rule      person
                        state     active
                        source    topic
                        revision  %s
                        since     %s
                        cameras   gate, yard.door
                        """
                                .formatted(rule.revision(), second))
                .contains("on topic  " + second + " " + rule.revision())
                .contains("\"label\" : \"person\"");
        JsonNode json = new ObjectMapper().readTree(run(0, "show", "person", "--output", "json"));
        assertThat(json.path("cameras").toString()).isEqualTo("[\"gate\",\"yard.door\"]");
        assertThat(json.path("revisions")).hasSize(2);
        assertThat(json.path("rule").path("enter").path("frames").intValue()).isEqualTo(3);
        assertThat(run(0, "list")).doesNotContain("\u001b").contains("a?[2Jb");
        assertThat(new ObjectMapper().readTree(run(0, "list", "--output", "json"))).hasSize(2);
        run(1, "show", "none");
        assertThat(err)
                .isEqualTo("framewatch rule show: rule 'none' must be one of [a?[2Jb, person]\n");
        run(0, add("lost", "cameras=attic"));
        assertThat(err).contains("rule 'lost' watches none of the cameras");
    }

    @Test
    void shouldTestRulesOnRetainedResults() throws Exception {
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (int second = 0; second < 30; second++) {
                boolean there = second % 10 < 5;
                writer.write(Topics.CLASSIFICATIONS, result("gate", second, there ? 0.8 : 0.1));
                writer.write(Topics.CLASSIFICATIONS, result("yard", second, 0.1));
            }
        }
        Path file =
                yaml(
                        "rules: [{id: p, paused: true, label: person, enter: {score: 0.6, frames: 3},"
                                + " exit: {score: 0.4}}]");
        String[] time = {"--from", at(4).toString(), "--to", at(24).toString()};

        assertThat(run(0, test(file, time)))
                .isEqualTo(
                        """
                        40 results of 2 cameras, captured from 2026-11-25T10:00:04Z to 2026-11-25T10:00:24Z

                        RULE  CAMERA  ALERTS
                        p     gate    2

                        RULE  CAMERA  FROM                  TO                    PEAK  ALERT
                        p     gate    2026-11-25T10:00:00Z  2026-11-25T10:00:05Z  0.8   p/gate/1/0
                        p     gate    2026-11-25T10:00:10Z  2026-11-25T10:00:15Z  0.8   p/gate/1/10
                        p     gate    2026-11-25T10:00:20Z  -                     0.8   p/gate/1/20
                        """);
        write(scored("person", Target.ofModel("person")), Instant.now().minusSeconds(10));
        JsonNode json =
                new ObjectMapper()
                        .readTree(
                                run(
                                        0,
                                        test(
                                                "person",
                                                time[0],
                                                time[1],
                                                time[2],
                                                time[3],
                                                "--camera",
                                                "g*",
                                                "--output",
                                                "json")));
        assertThat(json.path("counts").toString())
                .isEqualTo("[{\"rule\":\"person\",\"camera\":\"gate\",\"alerts\":2}]");
        assertThat(json.path("results").toString()).isEqualTo("{\"gate\":20}");
        assertThat(json.path("alerts")).hasSize(3);
        assertThat(run(0, test(file, time[0], time[1], "--to", time[1].replace("04Z", "05Z"))))
                .contains("2 results of 2 cameras")
                .endsWith("No alerts.\n");
        yaml("rules: [{id: c, label: cat, enter: {score: 0.6}, exit: {score: 0.4}}]");
        assertThat(run(0, test(file, time)))
                .contains("40 results have no score for rule c: it is not known there");
        run(1, test(file, "--from", at(5).toString(), "--to", at(5).toString()));
        assertThat(err).contains("must end after it starts");
        assertThat(records()).hasSize(1);
    }

    private static Object[] add(String id, String... more) {
        return Stream.of(Stream.of("add", id), Stream.of(PERSON), Stream.of(more))
                .flatMap(part -> part)
                .toArray();
    }

    private static Object[] test(Object subject, String... more) {
        return Stream.concat(Stream.of("test", subject), Stream.of(more)).toArray();
    }

    private static Instant time(String line) {
        return Instant.parse(line.substring(line.lastIndexOf(' ') + 1).strip());
    }

    private static AlertRule scored(String id, Target target) {
        return AlertRule.of(
                id,
                CameraSelector.ALL,
                new Scored(target, Sense.PRESENT, Enter.of(0.6, 3), Exit.of(0.4), null));
    }

    private void write(AlertRule rule, Instant from) throws InterruptedException {
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.RULES, rule, rule.attributes().at(from));
        }
    }

    /** Runs a command with the configuration, and returns what it prints. */
    private String run(int exitCode, Object... arguments) throws CommandException {
        StringWriter out = new StringWriter();
        StringWriter problems = new StringWriter();
        List<String> line = new ArrayList<>(List.of("rule"));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        line.addAll(List.of("--config", config.toString()));
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(out, true));
            command.setErr(new PrintWriter(problems, true));
            int exit = command.execute(line.toArray(String[]::new));
            err = problems.toString();
            assertThat(exit).as(err).isEqualTo(exitCode);
        }
        return out.toString();
    }

    private Path yaml(String text) throws Exception {
        return Files.writeString(folder.resolve("rules.yaml"), text);
    }

    /** All records of the topic of rules. */
    private List<TopicRecord<?>> records() {
        List<TopicRecord<?>> records = new ArrayList<>();
        TopicScan.all(Topics.RULES)
                .read(
                        clients,
                        new RecordHandler<>() {
                            @Override
                            public void received(TopicRecord<AlertRule> record) {
                                records.add(record);
                            }

                            @Override
                            public void deleted(TopicRecord<Void> record) {
                                records.add(record);
                            }
                        });
        return records;
    }
}
