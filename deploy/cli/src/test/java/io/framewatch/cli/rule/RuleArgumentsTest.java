package io.framewatch.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.AlertRule.Pace;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.RuleCondition.WhenLabelMissing;
import io.framewatch.event.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleArgumentsTest {

    @Test
    void shouldWriteWhatRuleAddReads() throws Exception {
        AlertRule plain =
                AlertRule.of(
                        "stop",
                        CameraSelector.ALL,
                        new Scored(
                                Target.ofModel("red"),
                                Sense.PRESENT,
                                Enter.of(0.75, 2),
                                Exit.of(0.4),
                                null));

        assertThat(read(RuleArguments.command(plain, "job.yaml"))).isEqualTo(plain);
        assertThat(read(RuleArguments.command(full(), "job.yaml"))).isEqualTo(full());
    }

    @Test
    void shouldQuoteWhatAShellWouldExpand() {
        assertThat(RuleArguments.command(full(), "my job.yaml"))
                .contains(" cameras='gate-*,yard' ")
                .endsWith(" --config 'my job.yaml'");
    }

    private static AlertRule full() {
        return new AlertRule(
                "car",
                CameraSelector.of("gate-*", "yard"),
                new Scored(
                        new Target("vehicle", List.of("car", "bus"), "traffic"),
                        Sense.ABSENT,
                        new Enter(0.25f, 2, 5, null),
                        new Exit(0.5f, Duration.ofMillis(1500)),
                        WhenLabelMissing.WAIT),
                new Pace(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofHours(1)),
                new Activation(
                        false,
                        null,
                        new Schedule(
                                List.of(Schedule.Day.FRI, Schedule.Day.SAT),
                                "22:00",
                                "06:30",
                                "Europe/Berlin")),
                true);
    }

    /** The rule that a shell and {@code rule add} make of a command. */
    private static AlertRule read(String command) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(command.replace("'", "").split(" ")));
        assertThat(words.subList(0, 3)).containsExactly("./framewatch", "rule", "add");
        String id = words.get(3);
        List<String> keys = words.subList(5, words.size() - 2);
        return Configuration.element(
                "rule " + id, RuleKeys.LIST, RuleKeys.values(id, keys), AlertRule.class);
    }
}
