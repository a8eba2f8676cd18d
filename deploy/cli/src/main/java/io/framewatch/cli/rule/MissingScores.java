package io.framewatch.cli.rule;

import io.framewatch.cli.Interval;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Classification;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.FrameScores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the results without a score for a rule. Results have the best labels of the model, and
 * those that rules named when they were made: for another label the score of many is not known,
 * though the model has it. Not thread-safe.
 */
final class MissingScores {

    private final List<AlertRule> rules;
    private final CameraDirectory directory;
    private final Interval time;
    private final Map<String, Long> byRule = new TreeMap<>();

    /** Looks at those rules that are on labels of the model. */
    MissingScores(Collection<AlertRule> rules, CameraDirectory directory, Interval time) {
        this.rules =
                rules.stream()
                        .filter(
                                rule ->
                                        rule.scored()
                                                .filter(scored -> scored.target().head() == null)
                                                .isPresent())
                        .toList();
        this.directory = directory;
        this.time = time;
    }

    /** Takes a result. */
    void take(Classification result) {
        if (rules.isEmpty() || !time.contains(result.captureTime())) {
            return;
        }
        FrameScores scores = new FrameScores(result.scores());
        Collection<String> tags = directory.tags(result.camera(), result.captureTime());
        for (AlertRule rule : rules) {
            if (rule.selector().selects(result.camera(), tags)
                    && scores.of(rule.scored().orElseThrow().target()) == null) {
                byRule.merge(rule.id(), 1L, Long::sum);
            }
        }
    }

    /** How many there are, by rule. */
    Map<String, Long> byRule() {
        return byRule;
    }
}
