package io.framewatch.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.model.ServedLabels;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.CameraView;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final AlertRule PERSON = rule(Target.ofModel("person"));

    private static final ServedLabels LABELS =
            new ServedLabels("m", Optional.of(List.of("person", "car")), "", Set.of(), Map.of());

    private final RuleHistory history = new RuleHistory("r", Optional.empty());

    @Test
    void shouldSayWhatCountsNowAndWhatComes() {
        assertThat(listed()).isEmpty();

        history.add(NOW.plusSeconds(3), Optional.of(PERSON));
        assertThat(state()).isEqualTo("from 2026-11-27T12:00:03Z");

        history.add(NOW, Optional.of(PERSON));
        assertThat(state()).isEqualTo("active");
        assertThat(listed().orElseThrow().since()).contains(NOW);

        history.add(NOW.plusSeconds(9), Optional.of(paused()));
        assertThat(state()).isEqualTo("active; changes at 2026-11-27T12:00:09Z");

        history.add(NOW.plusSeconds(9), Optional.empty());
        assertThat(state()).isEqualTo("active; ends at 2026-11-27T12:00:09Z");

        history.add(NOW, Optional.empty());
        assertThat(listed()).isEmpty();
    }

    @Test
    void shouldGoBackToTheRuleOfTheFile() {
        RuleHistory both = new RuleHistory("r", Optional.of(PERSON));
        assertThat(ListedRule.of(both, LABELS, NOW).orElseThrow().source()).isEqualTo("file");

        both.add(NOW.minusSeconds(5), Optional.of(paused()));
        assertThat(ListedRule.of(both, LABELS, NOW).orElseThrow().source()).isEqualTo("topic");
        assertThat(ListedRule.of(both, LABELS, NOW).orElseThrow().state()).isEqualTo("paused");

        both.add(NOW, Optional.empty());
        assertThat(ListedRule.of(both, LABELS, NOW).orElseThrow().source()).isEqualTo("file");
    }

    @Test
    void shouldSayWhyARuleIsNotAtWork() {
        Instant later = NOW.plusSeconds(60);
        history.add(NOW, Optional.of(PERSON.with(new Activation(false, later, null))));
        assertThat(state()).isEqualTo("silenced until " + later);

        history.add(NOW, Optional.of(PERSON.with(new Activation(false, NOW, null))));
        assertThat(state()).isEqualTo("active");

        Schedule nights = new Schedule(List.of(), "22:00", "06:00", "UTC");
        history.add(NOW, Optional.of(PERSON.with(new Activation(false, null, nights))));
        assertThat(state()).isEqualTo("off schedule");

        history.add(NOW, Optional.of(rule(Target.ofModel("dog"))));
        assertThat(state()).isEqualTo("waits: no active model has the label");

        history.add(NOW, Optional.of(rule(new Target("pet", List.of("dog", "car"), null))));
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void shouldBelieveTheTasksWhereTheLabelsCannotBeRead() {
        history.add(NOW, Optional.of(PERSON));
        ServedLabels unread =
                new ServedLabels("m", Optional.empty(), "gone", Set.of("person"), Map.of());

        assertThat(ListedRule.of(history, unread, NOW).orElseThrow().state())
                .isEqualTo("waits: no active model has the label");
        assertThat(new LabelCheck(unread).problems(PERSON))
                .containsExactly(
                        "label 'person' of rule 'r' must be one of model m, which its tasks say is"
                                + " missing; with when-label-missing=wait it waits for one");
        history.add(NOW, Optional.of(rule(Target.ofHead("open", "gate"))));
        assertThat(ListedRule.of(history, unread, NOW).orElseThrow().state()).isEqualTo("active");
        ServedLabels head =
                new ServedLabels(
                        "m", Optional.empty(), "", Set.of(), Map.of("gate", Set.of("closed")));
        assertThat(ListedRule.of(history, head, NOW).orElseThrow().state())
                .isEqualTo("waits: no head gate has the label");
    }

    @Test
    void shouldSayInWordsWhatARuleWaitsFor() {
        assertThat(RuleText.condition(PERSON)).isEqualTo("person from 0.6, until below 0.4");
        assertThat(
                        RuleText.condition(
                                PERSON.with(
                                        new Scored(
                                                new Target("any", List.of("a", "b"), "gate"),
                                                Sense.ABSENT,
                                                new Enter(0.2f, 3, 5, null),
                                                new Exit(0.4f, Duration.ofSeconds(2)),
                                                null))))
                .isEqualTo(
                        "any (a + b) of head gate below 0.2 in 3 of 5 frames, until from 0.4 for 2s");
        assertThat(words(new Silent(Duration.ofMinutes(90)))).isEqualTo("no frame for 1h30m");
        assertThat(words(new Blinded(Duration.ZERO, List.of()))).isEqualTo("covered or blinded");
        assertThat(words(new Blinded(Duration.ofSeconds(9), List.of(CameraView.MOVED))))
                .isEqualTo("moved for 9s");
        assertThat(RuleText.cameras(CameraSelector.ALL)).isEqualTo("all");
        assertThat(RuleText.cameras(new CameraSelector(List.of("a", "b*"), List.of("x", "y"))))
                .isEqualTo("a, b* tagged x and y");
    }

    private static String words(RuleCondition condition) {
        return RuleText.condition(PERSON.with(condition));
    }

    private Optional<ListedRule> listed() {
        return ListedRule.of(history, LABELS, NOW);
    }

    private String state() {
        return listed().orElseThrow().state();
    }

    private static AlertRule paused() {
        return PERSON.with(new Activation(true, null, null));
    }

    private static AlertRule rule(Target target) {
        return AlertRule.of(
                "r",
                CameraSelector.ALL,
                new Scored(target, Sense.PRESENT, Enter.of(0.6, 1), Exit.of(0.4), null));
    }
}
