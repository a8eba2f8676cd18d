package io.framewatch.job;

import io.framewatch.classify.Head;
import io.framewatch.configuration.Configuration;
import io.framewatch.event.AlertRule;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.operator.HeadFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the rules on heads against the heads of the configuration before the job is submitted. A
 * head that cannot be read from here is checked by the task managers when they open it. One that is
 * not in the configuration may be deployed later.
 */
final class RuleHeads {

    private static final Logger LOG = LoggerFactory.getLogger(RuleHeads.class);

    private RuleHeads() {}

    /** Adds a problem for every invalid head, and for every rule on a label that its head lacks. */
    static void check(
            Configuration configuration, List<HeadOptions> options, List<AlertRule> rules) {
        List<Head> heads = new ArrayList<>();
        for (HeadOptions option : options) {
            try {
                heads.add(HeadFolder.read(option.uri()));
            } catch (IOException e) {
                LOG.info("Rules on heads are not checked here: {}", e.getMessage());
            } catch (IllegalArgumentException e) {
                configuration.problem(configuration.key(option) + ".uri", e.getMessage());
            }
        }
        for (AlertRule rule : rules) {
            rule.scored()
                    .filter(scored -> scored.target().head() != null)
                    .ifPresent(scored -> check(configuration, heads, rule, scored));
        }
    }

    private static void check(
            Configuration configuration, List<Head> heads, AlertRule rule, Scored scored) {
        String name = scored.target().head();
        List<String> labels =
                heads.stream()
                        .filter(head -> head.name().equals(name))
                        .flatMap(head -> head.labels().stream())
                        .distinct()
                        .toList();
        if (labels.isEmpty()) {
            LOG.warn(
                    "Rule '{}' watches head '{}', which is not among the heads of the configuration:"
                            + " it waits until one is deployed",
                    rule.id(),
                    name);
            return;
        }
        for (String label : scored.target().watched()) {
            if (!labels.contains(label)) {
                report(configuration, rule, label, NearLabels.quoted(label, labels));
            }
        }
    }

    private static void report(
            Configuration configuration, AlertRule rule, String label, String near) {
        Scored scored = rule.scored().orElseThrow();
        if (scored.waits()) {
            LOG.warn(
                    "Rule '{}' waits for a head '{}' with its label '{}': there are labels such as {}",
                    rule.id(),
                    scored.target().head(),
                    label,
                    near);
        } else {
            configuration.problem(
                    configuration.key(rule) + ".label",
                    label,
                    "of rule '%s' must be a label of head '%s', such as %s"
                            .formatted(rule.id(), scored.target().head(), near));
        }
    }
}
