package io.framewatch.job;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelManifest;
import io.framewatch.configuration.Configuration;
import io.framewatch.operator.ModelFolderFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
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
            ModelManifest manifest = ModelManifest.read(new ModelFolderFiles(model.uri()));
            for (AlertRule rule : rules) {
                if (!manifest.labels().contains(rule.label())) {
                    configuration.problem(
                            configuration.key(rule) + ".label",
                            rule.label(),
                            wanted(rule, manifest));
                }
            }
        } catch (IOException e) {
            LOG.info("Model {} cannot be read here, labels are not checked: {}", model.uri(), e);
        } catch (InvalidModelException e) {
            configuration.problem("model.uri", model.uri(), "must be a model: " + e.getMessage());
        }
    }

    private static String wanted(AlertRule rule, ModelManifest manifest) {
        return "of rule '%s' must be a label of model %s, such as %s"
                .formatted(
                        rule.id(),
                        manifest.name(),
                        NearLabels.of(rule.label(), manifest.labels()).stream()
                                .map(label -> "'" + label + "'")
                                .collect(Collectors.joining(", ")));
    }
}
