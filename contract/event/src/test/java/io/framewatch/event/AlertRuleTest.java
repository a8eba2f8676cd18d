package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.AlertRule.Pace;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {

    private static final String ENTER = "'enter':{'score':0.8}";
    private static final String EXIT = "'exit':{'score':0.5}";
    private static final Instant NOW = Instant.parse("2026-11-27T22:00:00Z");

    @Test
    void shouldReadTheShortestFormOfEachCondition() throws Exception {
        assertThat(read("'label':'car'," + ENTER + "," + EXIT))
                .isEqualTo(
                        AlertRule.of(
                                "rule",
                                CameraSelector.ALL,
                                new Scored(
                                        Target.ofModel("car"),
                                        Sense.PRESENT,
                                        Enter.of(0.8, 1),
                                        Exit.of(0.5),
                                        null)));
        assertThat(read("'when':'silent','for':'PT4S'").condition())
                .isEqualTo(new Silent(Duration.ofSeconds(4)));
        assertThat(read("'when':'blinded','for':'PT0S'").condition())
                .isEqualTo(
                        new Blinded(
                                Duration.ZERO, List.of(CameraView.COVERED, CameraView.BLINDED)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'enter':E,'exit':X | label must be there, as when is present",
                "'label':'car','exit':X | enter must be there, as when is present",
                "'label':'car','enter':E | exit must be there, as when is present",
                "'when':'absent','enter':E,'exit':X | label must be there, as when is absent",
                "'label':'car','enter':E,'exit':X,'for':'PT1S' | for PT1S must be left out, as when"
                        + " is present",
                "'label':'car','enter':E,'exit':X,'views':['moved'] | views [MOVED] must be left"
                        + " out, as when is present",
                "'when':'silent' | for must be there, as when is silent",
                "'when':'silent','for':'PT0S' | for PT0S must be above 0",
                "'when':'silent','for':'PT1S','label':'car' | label car must be left out, as when"
                        + " is silent",
                "'when':'silent','for':'PT1S','labels':['car'] | labels [car] must be left out, as"
                        + " when is silent",
                "'when':'silent','for':'PT1S','head':'door' | head door must be left out, as when"
                        + " is silent",
                "'when':'silent','for':'PT1S','whenLabelMissing':'wait' | whenLabelMissing WAIT"
                        + " must be left out, as when is silent",
                "'when':'silent','for':'PT1S','views':['moved'] | views [MOVED] must be left out,"
                        + " as when is silent",
                "'when':'blinded' | for must be there, as when is blinded",
                "'when':'blinded','for':'PT1S','enter':E | must be left out, as when is blinded",
                "'when':'blinded','for':'PT1S','exit':X | must be left out, as when is blinded",
                "'when':'blinded','for':'-PT1S' | for PT-1S must not be negative",
            })
    void shouldNameTheKeyTheValueAndTheRule(String keys, String message) {
        String json = keys.replace(":E", ":{'score':0.8}").replace(":X", ":{'score':0.5}");

        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("alert rule is malformed: ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseConditionsThatContradictThemselves() {
        assertThatThrownBy(() -> new Enter(1.1f, null, null, null))
                .hasMessage("enter.score 1.1 must be from 0 to 1");
        assertThatThrownBy(() -> new Enter(Float.NaN, null, null, null))
                .hasMessage("enter.score NaN must be from 0 to 1");
        assertThatThrownBy(() -> Enter.of(0.5, 0)).hasMessage("enter.frames 0 must be at least 1");
        assertThatThrownBy(() -> new Enter(0.5f, 3, 2, null))
                .hasMessage("enter.of 2 must be from enter.frames 3 to 32");
        assertThatThrownBy(() -> new Enter(0.5f, 3, 33, null))
                .hasMessage("enter.of 33 must be from enter.frames 3 to 32");
        assertThatThrownBy(() -> new Enter(0.5f, 3, 5, Duration.ofSeconds(1)))
                .hasMessage(
                        "enter.for PT1S must be left out, as enter.of 5 is above enter.frames 3");
        assertThatThrownBy(() -> new Enter(0.5f, 3, null, Duration.ofSeconds(-1)))
                .hasMessage("enter.for PT-1S must not be negative");
        assertThatThrownBy(() -> Exit.of(-0.1)).hasMessage("exit.score -0.1 must be from 0 to 1");
        assertThatThrownBy(() -> new Exit(0.5f, Duration.ofSeconds(-1)))
                .hasMessage("exit.for PT-1S must not be negative");
        assertThatThrownBy(() -> scored(Sense.PRESENT, 0.5, 0.6))
                .hasMessage("exit.score 0.6 must not be above enter.score 0.5");
        assertThatThrownBy(() -> scored(Sense.ABSENT, 0.5, 0.4))
                .hasMessage(
                        "exit.score 0.4 must not be below enter.score 0.5, as the label is"
                                + " absent");
        assertThatThrownBy(() -> Target.ofModel(" ")).hasMessage("label ' ' must be text");
    }

    @Test
    void shouldRefuseAPaceWithoutSense() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, null, null))
                .hasMessage("max-gap PT0S must be above 0");
        assertThatThrownBy(() -> new Pace(null, Duration.ofSeconds(-1), null))
                .hasMessage("cool-down PT-1S must not be negative");
        assertThatThrownBy(() -> new Pace(null, null, Duration.ZERO))
                .hasMessage("updates PT0S must be above 0");
    }

    @Test
    void shouldEnterAndExitAtTheBounds() {
        Scored present = scored(Sense.PRESENT, 0.75, 0.5);
        Scored absent = scored(Sense.ABSENT, 0.5, 0.75);

        assertThat(present.enters(0.75f)).isTrue();
        assertThat(present.exits(0.5f)).isFalse();
        assertThat(absent.enters(0.5f)).isFalse();
        assertThat(absent.exits(0.75f)).isTrue();
    }

    @Test
    void shouldNameItsContent() {
        AlertRule rule = AlertRule.of("rule", null, scored(Sense.PRESENT, 0.5, 0.5));

        assertThat(rule.revision())
                .matches("[0-9a-f]{16}")
                .isEqualTo(AlertRule.of("rule", null, scored(Sense.PRESENT, 0.5, 0.5)).revision())
                .isNotEqualTo(rule.with(new Activation(true, null, null)).revision());
    }

    @Test
    void shouldSayWhenItIsAtWork() {
        Activation silenced = new Activation(false, NOW.plusSeconds(5), null);
        Activation paused = new Activation(true, null, null);

        assertThat(Activation.ALWAYS.includes(NOW)).isTrue();
        assertThat(Activation.ALWAYS.until(NOW)).isEmpty();
        assertThat(silenced.includes(NOW)).isFalse();
        assertThat(silenced.next(NOW)).contains(NOW.plusSeconds(5));
        assertThat(silenced.until(NOW)).contains(NOW);
        assertThat(silenced.includes(NOW.plusSeconds(5))).isTrue();
        assertThat(paused.next(NOW)).isEmpty();
        assertThat(paused.includes(NOW)).isFalse();
        assertThat(paused.until(NOW)).contains(NOW);
    }

    private static Scored scored(Sense sense, double enter, double exit) {
        return new Scored(Target.ofModel("car"), sense, Enter.of(enter, 1), Exit.of(exit), null);
    }

    private static AlertRule read(String keys) throws MalformedEventException {
        String json = ("{'id':'rule'," + keys + "}").replace('\'', '"');
        return EventJson.read(json.getBytes(StandardCharsets.UTF_8), AlertRule.class);
    }
}
