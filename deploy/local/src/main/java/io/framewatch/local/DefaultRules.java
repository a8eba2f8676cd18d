package io.framewatch.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.classify.Head;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a demo that was given none: one for each label of the model, for the cameras without
 * a head, and one for each state of each head.
 */
final class DefaultRules {

    /** Nobody waits for all labels of a model with more. */
    static final int MAX_LABELS = 20;

    /** Labels by which models and heads say that there is nothing to tell. */
    private static final Set<String> NOTHING = Set.of("other", "empty");

    /** All cameras, in the configuration. */
    private static final List<String> ALL = List.of();

    private static final int FRAMES = 3;

    private final ArrayNode rules;
    private final Set<String> ids = new HashSet<>();

    private DefaultRules(ArrayNode rules) {
        this.rules = rules;
    }

    /**
     * Adds the rules, in the form of the configuration.
     *
     * @param cameras ids of all cameras
     */
    static void write(DemoModel model, Collection<String> cameras, ArrayNode rules) {
        DefaultRules writer = new DefaultRules(rules);
        List<Head> heads =
                model.heads().stream()
                        .map(DemoModel.HeadFolder::head)
                        .filter(head -> cameras.contains(head.camera()))
                        .toList();
        Set<String> taught = new HashSet<>(heads.stream().map(Head::camera).toList());
        List<String> others = cameras.stream().filter(id -> !taught.contains(id)).toList();
        List<String> labels = model.manifest().labels();
        if (!others.isEmpty() && labels.size() <= MAX_LABELS) {
            List<String> watched = heads.isEmpty() ? ALL : others;
            labels.forEach(label -> writer.add(label, watched, null, 0.6, 0.4));
        }
        for (Head head : heads) {
            for (String label : head.labels()) {
                writer.add(label, List.of(head.camera()), head.name(), 0.8, 0.5);
            }
        }
    }

    private void add(String label, List<String> cameras, String head, double enter, double exit) {
        if (NOTHING.contains(label)) {
            return;
        }
        ObjectNode rule = rules.addObject();
        rule.put("id", id(label)).put("label", label);
        cameras.forEach(rule.withArray("cameras")::add);
        if (head != null) {
            rule.put("head", head);
        }
        rule.putObject("enter").put("score", enter).put("frames", FRAMES);
        rule.putObject("exit").put("score", exit);
    }

    /** The label as an id, or a number where it has no letter of an id or another rule has it. */
    private String id(String label) {
        String id = label.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String cut = id.substring(0, Math.min(id.length(), 100));
        return !cut.isEmpty() && ids.add(cut) ? cut : "rule-" + rules.size();
    }
}
