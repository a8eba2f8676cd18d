package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.classify.CrossValidation;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadState;
import io.framewatch.classify.ModelFiles;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.operator.WatchedLabels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleHeadsTest {

    @TempDir private static Path folder;

    @BeforeAll
    static void writeHeads() throws Exception {
        Head head =
                new Head(
                        "gate-state",
                        "1",
                        "gate-1",
                        new Head.Backbone("model", "1", "ab".repeat(32)),
                        List.of(
                                new HeadState("open", 10, 10, 0, List.of(1f)),
                                new HeadState("closed", 10, 10, 0, List.of(-1f))),
                        new Head.Origin(
                                new CrossValidation(1, 0.8, 1, List.of()), "2026-11-25T12:00:00Z"));
        Files.createDirectory(folder.resolve("gate"));
        Files.write(folder.resolve("gate").resolve(ModelFiles.HEAD), head.toJson());
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken").resolve(ModelFiles.HEAD), "{}");
    }

    @Test
    void shouldAcceptALabelOfAHeadAndNotLookForItInTheModel() throws Exception {
        JobOptions options =
                JobOptions.of(configuration("gate", "{id: a, label: open, head: gate-state"));

        assertThat(options.toInferenceOptions().labels().watched()).isEqualTo(WatchedLabels.NONE);
        assertThat(options.toInferenceOptions().model().heads())
                .containsExactly(folder.resolve("gate").toString());
    }

    @Test
    void shouldNameLabelsThatTheHeadHas() {
        assertThat(problem("gate", "{id: a, label: opened, head: gate-state"))
                .hasMessageContaining(
                        "rules[0].label: 'opened' of rule 'a' must be a label of head 'gate-state',"
                                + " such as 'open', 'closed'");
    }

    @Test
    void shouldAcceptARuleThatWaitsForALabelOfItsHead() {
        assertThat(
                        problem(
                                "gate",
                                "{id: a, label: ajar, head: gate-state, when-label-missing: wait"))
                .isNull();
    }

    @Test
    void shouldAcceptARuleOnAHeadThatMayBeDeployedLater() {
        assertThat(problem("gate", "{id: a, label: open, head: gate")).isNull();
    }

    @Test
    void shouldLeaveAHeadThatIsNotHereToTheTaskManagers() {
        assertThat(problem("absent", "{id: a, label: open, head: gate")).isNull();
    }

    @Test
    void shouldSayWhatIsWrongWithAHead() {
        assertThat(problem("broken", "{id: a, label: open, head: gate"))
                .hasMessageContaining("heads[0].uri: head '" + folder.resolve("broken"))
                .hasMessageContaining("invalid head.json");
    }

    private static ConfigurationException problem(String head, String rule) {
        return catchThrowableOfType(
                ConfigurationException.class, () -> JobOptions.of(configuration(head, rule)));
    }

    private static Configuration configuration(String head, String rule)
            throws ConfigurationException {
        return Configuration.parse(
                "test.yaml",
                """
                model: {uri: "%s"}
                heads:
                  - {uri: "%s"}
                rules:
                  - %s, enter: {score: 0.5}, exit: {score: 0.5}}
                """
                        .formatted(folder.resolve("no-model"), folder.resolve(head), rule));
    }
}
