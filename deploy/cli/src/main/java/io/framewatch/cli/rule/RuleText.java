package io.framewatch.cli.rule;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule says, in words. */
final class RuleText {

    private RuleText() {}

    /** What it waits for: {@code person from 0.6 in 3 frames, until below 0.4}. */
    static String condition(AlertRule rule) {
        RuleCondition condition = rule.condition();
        if (condition instanceof Silent silent) {
            return "no frame for " + text(silent.lasting());
        }
        if (condition instanceof Blinded blinded) {
            return blinded.views().stream()
                            .map(view -> view.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or "))
                    + (blinded.lasting().isZero() ? "" : " for " + text(blinded.lasting()));
        }
        return scored((Scored) condition);
    }

    /** Which cameras it watches: {@code gate-*}, {@code all}, {@code all tagged yard}. */
    static String cameras(CameraSelector selector) {
        String cameras =
                selector.cameras().isEmpty() ? "all" : String.join(", ", selector.cameras());
        return selector.tags().isEmpty()
                ? cameras
                : cameras + " tagged " + String.join(" and ", selector.tags());
    }

    /** As people write it: {@code 90s}, {@code 1h30m}. */
    static String text(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static String scored(Scored scored) {
        boolean present = scored.sense() == Sense.PRESENT;
        Duration exiting = scored.exit().lasting();
        return "%s %s %s%s, until %s %s%s"
                .formatted(
                        target(scored.target()),
                        present ? "from" : "below",
                        scored.enter().score(),
                        lasting(scored.enter()),
                        present ? "below" : "from",
                        scored.exit().score(),
                        exiting.isZero() ? "" : " for " + text(exiting));
    }

    private static String target(Target target) {
        String labels =
                target.labels().isEmpty()
                        ? target.label()
                        : target.label() + " (" + String.join(" + ", target.labels()) + ")";
        return target.head() == null ? labels : labels + " of head " + target.head();
    }

    private static String lasting(Enter enter) {
        String frames =
                enter.inARow()
                        ? enter.frames() == 1 ? "" : " in " + enter.frames() + " frames"
                        : " in " + enter.frames() + " of " + enter.of() + " frames";
        return enter.lasting().isZero() ? frames : frames + " for " + text(enter.lasting());
    }
}
