package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.AlertRule.Pace;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import java.time.Duration;

/** Rules named "rule", for all cameras. */
final class TestingRules {

    private TestingRules() {}

    /** On cars with a score of 0.8 that end below 0.5 for a time. */
    static AlertRule cars(Integer frames, Integer of, int seconds, int exitSeconds) {
        return rule(
                new Scored(
                        Target.ofModel("car"),
                        Sense.PRESENT,
                        new Enter(0.8f, frames, of, Duration.ofSeconds(seconds)),
                        new Exit(0.5f, Duration.ofSeconds(exitSeconds)),
                        null));
    }

    /** On frames in a row. */
    static AlertRule cars(int frames) {
        return cars(frames, null, 0, 0);
    }

    static AlertRule rule(RuleCondition condition) {
        return AlertRule.of("rule", CameraSelector.ALL, condition);
    }

    static AlertRule with(AlertRule rule, Pace pace) {
        return new AlertRule(
                rule.id(), rule.selector(), rule.condition(), pace, rule.activation(), false);
    }

    static AlertRule with(AlertRule rule, CameraSelector selector) {
        return new AlertRule(
                rule.id(), selector, rule.condition(), rule.pace(), rule.activation(), false);
    }

    /** At work at some times. */
    static AlertRule with(AlertRule rule, Activation activation) {
        return rule.with(activation);
    }

    /** A pace in seconds; null for what is left out. */
    static Pace pace(Integer maxGap, Integer coolDown, Integer updates) {
        return new Pace(seconds(maxGap), seconds(coolDown), seconds(updates));
    }

    private static Duration seconds(Integer count) {
        return count == null ? null : Duration.ofSeconds(count);
    }
}
