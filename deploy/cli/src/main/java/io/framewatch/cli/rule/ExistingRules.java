package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules that there are. */
final class ExistingRules {

    private ExistingRules() {}

    /**
     * Finds a rule that counts, or will.
     *
     * @throws CommandException if there is none of that id, with those that are there
     */
    static RuleHistory find(Map<String, RuleHistory> rules, String id) throws CommandException {
        return Optional.ofNullable(rules.get(id))
                .filter(ExistingRules::isThere)
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "rule '%s' must be one of %s".formatted(id, ids(rules))));
    }

    /** One that is removed from a time to come on is there until then. */
    private static boolean isThere(RuleHistory history) {
        return history.wanted().isPresent() || history.current(Instant.now()).isPresent();
    }

    private static List<String> ids(Map<String, RuleHistory> rules) {
        return rules.values().stream()
                .filter(ExistingRules::isThere)
                .map(rule -> TextTable.shown(rule.id()))
                .toList();
    }
}
