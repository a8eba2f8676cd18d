package io.framewatch.cli.rule;

import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.ServedLabels;
import io.framewatch.cli.rule.RuleHistory.Revision;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.RuleCondition.Scored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule and where it stands.
 *
 * @param rule the rule that counts now, or else the one that will
 * @param since since when it counts; empty for one of the file
 * @param state in words
 */
record ListedRule(AlertRule rule, Optional<Instant> since, String state) {

    /**
     * Where a rule stands.
     *
     * @return empty if there is none now and none to come
     */
    static Optional<ListedRule> of(RuleHistory history, ServedLabels labels, Instant now) {
        Optional<Revision> next = history.after(now);
        Optional<Revision> stored = history.at(now).filter(there -> there.rule().isPresent());
        Optional<AlertRule> current = history.current(now);
        if (current.isEmpty()) {
            return next.filter(coming -> coming.rule().isPresent())
                    .map(
                            coming ->
                                    new ListedRule(
                                            coming.rule().orElseThrow(),
                                            Optional.of(coming.from()),
                                            "from " + coming.from()));
        }
        String change = next.map(ListedRule::change).orElse("");
        return current.map(
                rule ->
                        new ListedRule(
                                rule,
                                stored.map(Revision::from),
                                state(rule, labels, now) + change));
    }

    /** All rules that count or will. */
    static List<ListedRule> all(Iterable<RuleHistory> rules, ServedLabels labels, Instant now) {
        List<ListedRule> all = new ArrayList<>();
        rules.forEach(history -> of(history, labels, now).ifPresent(all::add));
        return all;
    }

    /** Where it is from: {@code topic}, or {@code file} for the configuration. */
    String source() {
        return since.isPresent() ? "topic" : "file";
    }

    /** The cells of a table. */
    List<String> row() {
        return List.of(
                rule.id(),
                RuleText.condition(rule),
                RuleText.cameras(rule.selector()),
                state,
                source());
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", rule.id());
        json.put("state", state);
        json.put("source", source());
        since.ifPresent(time -> json.put("since", time.toString()));
        json.put("revision", rule.revision());
        json.put("rule", OutputFormat.tree(rule));
        return json;
    }

    private static String change(Revision next) {
        return (next.rule().isPresent() ? "; changes at " : "; ends at ") + next.from();
    }

    private static String state(AlertRule rule, ServedLabels labels, Instant now) {
        Activation activation = rule.activation();
        if (activation.paused()) {
            return "paused";
        }
        if (activation.silencedUntil() != null && now.isBefore(activation.silencedUntil())) {
            return "silenced until " + activation.silencedUntil();
        }
        if (!activation.includes(now)) {
            return "off schedule";
        }
        return rule.scored().flatMap(scored -> waiting(scored, labels)).orElse("active");
    }

    /** A group has a score as soon as one of its labels has. */
    private static Optional<String> waiting(Scored scored, ServedLabels labels) {
        Optional<String> head = Optional.ofNullable(scored.target().head());
        boolean lacksAll =
                scored.target().watched().stream().allMatch(label -> labels.lacks(head, label));
        return Optional.of(
                        head.map(name -> "waits: no head %s has the label".formatted(name))
                                .orElse("waits: no active model has the label"))
                .filter(text -> lacksAll);
    }
}
