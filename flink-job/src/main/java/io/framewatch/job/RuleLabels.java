package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.event.AlertRule;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.operator.ModelLabels;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the labels of the rules against those of the model before the job is submitted. A model
 * that cannot be read from here is checked by the task managers when they open it.
 */
final class RuleLabels {

    private static final Logger LOG = LoggerFactory.getLogger(RuleLabels.class);

    private RuleLabels() {}

    /** Adds a problem for every rule whose label the model lacks, unless the rule waits for it. */
    static void check(Configuration configuration, ModelOptions model, List<AlertRule> rules) {
        try {
            List<String> labels = ModelLabels.read(model.uri());
            for (AlertRule rule : rules) {
                rule.scored()
                        .filter(scored -> scored.target().head() == null)
                        .ifPresent(scored -> check(configuration, rule, scored, labels));
            }
        } catch (IOException e) {
            LOG.info("Labels of rules are not checked here: {}", e.getMessage());
        } catch (IllegalArgumentException e) {
            configuration.problem("model.uri", model.uri(), "is no model: " + e.getMessage());
        }
    }

    private static void check(
            Configuration configuration, AlertRule rule, Scored scored, List<String> labels) {
        for (String label : scored.target().watched()) {
            if (!labels.contains(label)) {
                report(configuration, rule, label, labels);
            }
        }
    }

    private static void report(
            Configuration configuration, AlertRule rule, String label, List<String> labels) {
        String near = NearLabels.quoted(label, labels);
        if (rule.scored().orElseThrow().waits()) {
            LOG.warn(
                    "Rule '{}' waits for a model with its label '{}': this one has labels such as {}",
                    rule.id(),
                    label,
                    near);
        } else {
            configuration.problem(
                    configuration.key(rule) + ".label",
                    label,
                    "of rule '%s' must be a label of the model, such as %s"
                            .formatted(rule.id(), near));
        }
    }
}
