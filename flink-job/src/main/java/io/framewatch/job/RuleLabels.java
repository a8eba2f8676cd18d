package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.operator.ModelLabels;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the labels of the rules with those of the model while the user still looks on. Where the
 * model cannot be read from here, the task managers find out when they open it.
 */
final class RuleLabels {

    private static final Logger LOG = LoggerFactory.getLogger(RuleLabels.class);

    private RuleLabels() {}

    /** Adds a problem for every rule whose label the model does not have. */
    static void check(Configuration configuration, ModelOptions model, List<AlertRule> rules) {
        try {
            List<String> labels = ModelLabels.read(model.uri());
            for (AlertRule rule : rules) {
                if (rule.head() == null && !labels.contains(rule.label())) {
                    configuration.problem(
                            configuration.key(rule) + ".label", rule.label(), wanted(rule, labels));
                }
            }
        } catch (IOException e) {
            LOG.info("Labels of rules are not checked here: {}", e.getMessage());
        } catch (IllegalArgumentException e) {
            configuration.problem("model.uri", model.uri(), "is no model: " + e.getMessage());
        }
    }

    private static String wanted(AlertRule rule, List<String> labels) {
        return "of rule '%s' must be a label of the model, such as %s"
                .formatted(rule.id(), NearLabels.quoted(rule.label(), labels));
    }
}
