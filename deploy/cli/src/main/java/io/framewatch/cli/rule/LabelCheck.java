package io.framewatch.cli.rule;

import io.framewatch.cli.model.ServedLabels;
import io.framewatch.event.AlertRule;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.job.NearLabels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the labels of rules are there, as far as that can be known from here.
 *
 * @param served the labels of the active model and of the heads
 */
record LabelCheck(ServedLabels served) {

    /** What is wrong with a rule: labels that are not there, though it does not wait for them. */
    List<String> problems(AlertRule rule) {
        return rule.scored().filter(scored -> !scored.waits()).stream()
                .flatMap(scored -> missing(scored).map(label -> problem(rule, scored, label)))
                .toList();
    }

    /** What people should know of a rule that may be written. */
    Optional<String> notice(AlertRule rule) {
        return rule.scored().flatMap(scored -> notice(rule, scored));
    }

    private Optional<String> notice(AlertRule rule, Scored scored) {
        List<String> missing = missing(scored).toList();
        if (!missing.isEmpty()) {
            return Optional.of(
                    "rule '%s' waits for %s with %s"
                            .formatted(rule.id(), whose(scored, "another model"), missing));
        }
        if (served.of(head(scored)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "labels of rule '%s' are not checked: %s"
                        .formatted(
                                rule.id(),
                                head(scored)
                                        .map(name -> "head " + name + " is not known here")
                                        .orElse(served.problem())));
    }

    private Stream<String> missing(Scored scored) {
        return scored.target().watched().stream()
                .filter(label -> served.lacks(head(scored), label));
    }

    private String problem(AlertRule rule, Scored scored, String label) {
        String near =
                served.of(head(scored))
                        .map(labels -> ", such as " + NearLabels.quoted(label, labels))
                        .orElse(", which its tasks say is missing");
        return "label '%s' of rule '%s' must be one of %s%s; with when-label-missing=wait it waits for one"
                .formatted(label, rule.id(), whose(scored, "model " + served.model()), near);
    }

    private static String whose(Scored scored, String model) {
        return head(scored).map(name -> "head " + name).orElse(model);
    }

    private static Optional<String> head(Scored scored) {
        return Optional.ofNullable(scored.target().head());
    }
}
