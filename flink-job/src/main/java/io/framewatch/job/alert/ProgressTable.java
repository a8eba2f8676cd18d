package io.framewatch.job.alert;

import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far the rules of a camera have come, read from the store once, if there is anything. */
final class ProgressTable {

    private final AlertStore store;
    private final Map<String, RuleProgress> byRule = new HashMap<>();

    /**
     * @param entries how many the store has
     */
    ProgressTable(AlertStore store, int entries) {
        this.store = store;
        if (entries > 0) {
            store.rules().forEach(entry -> byRule.put(entry.getKey(), entry.getValue()));
        }
    }

    int size() {
        return byRule.size();
    }

    boolean isEmpty() {
        return byRule.isEmpty();
    }

    /** How far a rule has come; null if nowhere. */
    RuleProgress get(RuleRevision rule) {
        return byRule.isEmpty() ? null : byRule.get(rule.rule().id());
    }

    void put(RuleRevision rule, RuleProgress progress) {
        String id = rule.rule().id();
        if (progress.isNone()) {
            if (byRule.remove(id) != null) {
                store.rule(id, null);
            }
        } else if (!progress.equals(byRule.put(id, progress))) {
            store.rule(id, progress);
        }
    }

    void remove(String rule) {
        byRule.remove(rule);
        store.rule(rule, null);
    }

    /** All, by the ids of the rules; a copy. */
    List<Map.Entry<String, RuleProgress>> entries() {
        return List.copyOf(new TreeMap<>(byRule).entrySet());
    }
}
