package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.event.AlertRule;
import java.util.List;

/** Which ids rules of users may have. */
public final class RuleIds {

    private RuleIds() {}

    /** Adds a problem for every rule of a file with an id that Framewatch keeps for itself. */
    public static void check(Configuration configuration, List<AlertRule> rules) {
        rules.stream()
                .filter(AlertRule::isReserved)
                .forEach(
                        rule ->
                                configuration.problem(
                                        configuration.key(rule) + ".id",
                                        rule.id(),
                                        "must not begin with " + AlertRule.RESERVED));
    }
}
