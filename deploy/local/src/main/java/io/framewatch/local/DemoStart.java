package io.framewatch.local;

import io.framewatch.classify.Head;
import io.framewatch.event.AlertRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo says of its model, heads and rules when it starts. */
final class DemoStart {

    private static final int MAX_NAMES = 8;

    private final DemoOptions options;
    private final DemoModel model;
    private final List<AlertRule> rules;

    DemoStart(DemoOptions options, DemoModel model, List<AlertRule> rules) {
        this.options = options;
        this.model = model;
        this.rules = List.copyOf(rules);
    }

    /** Texts by the name of the part, in order. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Model", model());
        lines.put("Heads", heads());
        lines.put("Rules", rules());
        return lines;
    }

    private String model() {
        return "%s, %s; labels: %s"
                .formatted(
                        model.title(),
                        model.manifest().trained()
                                ? "trained"
                                : "UNTRAINED, its labels mean nothing",
                        some(model.manifest().labels()));
    }

    private String heads() {
        if (!model.heads().isEmpty()) {
            return model.heads().stream()
                    .map(DemoModel.HeadFolder::head)
                    .map(DemoStart::head)
                    .collect(Collectors.joining("; "));
        }
        boolean fitsNot = options.cameras().areClips() && options.inference().heads().isEmpty();
        return fitsNot ? "none: that of the clip belongs to another model" : "none";
    }

    private static String head(Head head) {
        return "camera %s was taught %s (head %s)"
                .formatted(head.camera(), some(head.labels()), head.name());
    }

    private String rules() {
        if (rules.isEmpty()) {
            int labels = model.manifest().labels().size();
            return labels > DefaultRules.MAX_LABELS
                    ? "none, as the model has %d labels; see --rule".formatted(labels)
                    : "none; see --rule";
        }
        List<String> heads = model.heads().stream().map(taught -> taught.head().name()).toList();
        String waiting =
                rules.stream().map(rule -> waiting(rule, heads)).collect(Collectors.joining());
        return some(rules.stream().map(AlertRule::id).toList()) + waiting;
    }

    private static String waiting(AlertRule rule, List<String> heads) {
        return rule.scored()
                .map(scored -> scored.target().head())
                .filter(head -> !heads.contains(head))
                .map(head -> "; %s waits for head %s".formatted(rule.id(), head))
                .orElse("");
    }

    private static String some(List<String> names) {
        String shown = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MAX_NAMES
                ? shown
                : shown + ", and %d more".formatted(names.size() - MAX_NAMES);
    }
}
