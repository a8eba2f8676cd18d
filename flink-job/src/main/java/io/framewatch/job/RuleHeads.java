package io.framewatch.job;

import io.framewatch.classify.Head;
import io.framewatch.configuration.Configuration;
import io.framewatch.operator.HeadFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the rules on heads with the heads while the user still looks on. Where a head cannot be
 * read from here, the task managers find out when they open it.
 */
final class RuleHeads {

    private static final Logger LOG = LoggerFactory.getLogger(RuleHeads.class);

    private RuleHeads() {}

    /** Adds a problem for every bad head, and every rule on a head or label that is not there. */
    static void check(
            Configuration configuration, List<HeadOptions> options, List<AlertRule> rules) {
        List<Head> heads = new ArrayList<>();
        boolean allRead = true;
        for (HeadOptions option : options) {
            try {
                heads.add(HeadFolder.read(option.uri()));
            } catch (IOException e) {
                LOG.info("Rules on heads are not checked here: {}", e.getMessage());
                allRead = false;
            } catch (IllegalArgumentException e) {
                configuration.problem(configuration.key(option) + ".uri", e.getMessage());
            }
        }
        for (AlertRule rule : rules) {
            if (rule.head() != null && allRead) {
                check(configuration, heads, rule);
            }
        }
    }

    private static void check(Configuration configuration, List<Head> heads, AlertRule rule) {
        List<Head> named = heads.stream().filter(head -> head.name().equals(rule.head())).toList();
        List<String> labels =
                named.stream().flatMap(head -> head.labels().stream()).distinct().toList();
        if (named.isEmpty()) {
            configuration.problem(
                    configuration.key(rule) + ".head",
                    rule.head(),
                    "of rule '%s' must be the name of one of the heads".formatted(rule.id()));
        } else if (!labels.contains(rule.label())) {
            configuration.problem(
                    configuration.key(rule) + ".label",
                    rule.label(),
                    "of rule '%s' must be a label of head '%s', such as %s"
                            .formatted(
                                    rule.id(),
                                    rule.head(),
                                    NearLabels.quoted(rule.label(), labels)));
        }
    }
}
