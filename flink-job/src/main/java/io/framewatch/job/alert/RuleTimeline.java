package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules, and since when they are as they are: a revision counts for what was captured from its
 * time on, until the next one of the same rule. So a replay decides each frame by the rules of its
 * time. Immutable and thread-safe.
 */
public final class RuleTimeline {

    /** No rules. */
    public static final RuleTimeline NONE = of(List.of());

    private final NavigableMap<Instant, RuleSet> sets;

    private RuleTimeline(NavigableMap<Instant, RuleSet> sets) {
        this.sets = sets;
    }

    /**
     * A revision of a rule, or its end.
     *
     * @param id id of the rule
     * @param from since when it counts
     * @param rule the rule; empty if it is removed
     */
    public record Revision(String id, Instant from, Optional<AlertRule> rule) {}

    /** Rules that always count. */
    public static RuleTimeline of(Collection<AlertRule> rules) {
        return of(rules, List.of());
    }

    /**
     * Rules and their revisions.
     *
     * @param always count wherever no revision of the same rule does
     * @param revisions in the order in which they were written: of two with the same time the later
     *     one counts, and one that was written later never counts before one that was written
     *     earlier
     */
    public static RuleTimeline of(Collection<AlertRule> always, List<Revision> revisions) {
        Map<String, AlertRule> configured = new HashMap<>();
        always.forEach(rule -> configured.put(rule.id(), rule));
        Map<String, NavigableMap<Instant, Optional<AlertRule>>> byRule = new HashMap<>();
        for (Revision revision : revisions) {
            NavigableMap<Instant, Optional<AlertRule>> own =
                    byRule.computeIfAbsent(revision.id(), id -> new TreeMap<>());
            own.tailMap(revision.from(), true).clear();
            own.put(revision.from(), revision.rule());
        }
        NavigableMap<Instant, Map<String, Optional<AlertRule>>> changes = new TreeMap<>();
        changes.put(Instant.MIN, Map.of());
        byRule.forEach(
                (id, own) ->
                        own.forEach(
                                (from, rule) ->
                                        changes.computeIfAbsent(from, time -> new HashMap<>())
                                                .put(id, rule)));
        NavigableMap<Instant, RuleSet> sets = new TreeMap<>();
        Map<String, AlertRule> current = new TreeMap<>(configured);
        changes.forEach(
                (from, changed) -> {
                    changed.forEach(
                            (id, rule) -> {
                                AlertRule now = rule.orElse(configured.get(id));
                                if (now == null) {
                                    current.remove(id);
                                } else {
                                    current.put(id, now);
                                }
                            });
                    sets.put(from, new RuleSet(List.copyOf(current.values())));
                });
        return new RuleTimeline(sets);
    }

    /** The rules that count for what was captured at a time. */
    public RuleSet at(Instant time) {
        return sets.floorEntry(time).getValue();
    }

    /** The rules that count last. */
    public List<AlertRule> latest() {
        return sets.lastEntry().getValue().rules();
    }

    /** All rules that count at some time. */
    public List<AlertRule> all() {
        return sets.values().stream().flatMap(set -> set.rules().stream()).distinct().toList();
    }
}
