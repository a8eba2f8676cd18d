package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section rules of the configuration, as docs/configuration.md has it. */
class RuleConfigurationTest {

    @TempDir Path folder;

    @Test
    void shouldReadEveryKey() throws Exception {
        Configuration configuration =
                read(
                        """
                        rules:
                          - id: night
                            cameras: ["gate-*", yard-2]
                            tags: [north]
                            label: vehicle
                            labels: [car, bus]
                            head: door
                            enter: {score: 0.8, frames: 3, of: 5}
                            exit: {score: 0.5, for: 10s}
                            max-gap: 20s
                            cool-down: 5min
                            updates: 1min
                            silenced-until: "2026-11-27T22:00:00Z"
                            schedule: {days: [fri], from: "22:00", to: "06:00", zone: Europe/Berlin}
                            picture: true
                          - {id: gone, when: silent, for: 30s}
                        """);

        assertThat(configuration.list("rules", AlertRule.class))
                .containsExactly(
                        new AlertRule(
                                "night",
                                new CameraSelector(List.of("gate-*", "yard-2"), List.of("north")),
                                new Scored(
                                        new Target("vehicle", List.of("car", "bus"), "door"),
                                        Sense.PRESENT,
                                        new Enter(0.8f, 3, 5, null),
                                        new Exit(0.5f, Duration.ofSeconds(10)),
                                        null),
                                new AlertRule.Pace(
                                        Duration.ofSeconds(20),
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(1)),
                                new AlertRule.Activation(
                                        false,
                                        Instant.parse("2026-11-27T22:00:00Z"),
                                        new Schedule(
                                                List.of(Schedule.Day.FRI),
                                                "22:00",
                                                "06:00",
                                                "Europe/Berlin")),
                                true),
                        AlertRule.of(
                                "gone", CameraSelector.ALL, new Silent(Duration.ofSeconds(30))));
        configuration.check();
    }

    @Test
    void shouldNameEachMistakeOfEachRule() throws Exception {
        Configuration configuration =
                read(
                        """
                        rules:
                          - {id: a, enter: {score: 0.8}, exit: {score: 0.5}}
                          - {id: b, when: silent, for: 30s, label: car}
                          - {id: c, label: car, enter: {score: 0.5}, exit: {score: 0.8}}
                          - {id: d, when: blinded, for: 1s, views: [upside-down]}
                        """);

        configuration.list("rules", AlertRule.class);

        assertThat(
                        catchThrowableOfType(ConfigurationException.class, configuration::check)
                                .problems())
                .hasSize(4)
                .anyMatch(
                        problem ->
                                problem.equals("rules[0]: label must be there, as when is present"))
                .anyMatch(
                        problem ->
                                problem.equals(
                                        "rules[1]: label car must be left out, as when is"
                                                + " silent"))
                .anyMatch(
                        problem ->
                                problem.endsWith(
                                        "exit.score 0.8 must not be above enter.score 0.5"))
                .anyMatch(problem -> problem.startsWith("rules[3].views[0]: 'upside-down' must"));
    }

    private Configuration read(String yaml) throws Exception {
        return Configuration.read(Files.writeString(folder.resolve("framewatch.yaml"), yaml));
    }
}
