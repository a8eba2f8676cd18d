package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules, and since when they are as they are: a revision counts for what was captured from its
 * time on, until the next one of the same rule. So a replay decides each frame by the rules of its
 * time. Immutable and thread-safe.
 */
public final class RuleTimeline {

    /** No rules. */
    public static final RuleTimeline NONE = of(List.of());

    private final Map<String, AlertRule> always = new TreeMap<>();
    private final List<Revision> revisions;
    private final Map<CameraId, Watching> byCamera = new ConcurrentHashMap<>();
    private volatile NavigableMap<Instant, List<RuleRevision>> sets;
    private volatile Set<String> pictured;

    private RuleTimeline(Collection<AlertRule> always, List<Revision> revisions) {
        always.forEach(rule -> this.always.put(rule.id(), rule));
        this.revisions = List.copyOf(revisions);
    }

    /**
     * A revision of a rule, or its end.
     *
     * @param id id of the rule
     * @param from since when it counts
     * @param rule the rule; empty if it is removed
     */
    public record Revision(String id, Instant from, Optional<AlertRule> rule) {}

    /** The rules of a camera that were asked for last, and those they were chosen from. */
    private record Watching(List<RuleRevision> all, CameraRules own) {}

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
        return new RuleTimeline(always, revisions);
    }

    /** The rules that count for what was captured at a time, by id. */
    public List<AlertRule> at(Instant time) {
        return rules(sets().floorEntry(time).getValue());
    }

    /** The rules that count last, by id. */
    public List<AlertRule> latest() {
        Map<String, AlertRule> latest = new TreeMap<>(always);
        for (Revision revision : revisions) {
            AlertRule now = revision.rule().orElse(always.get(revision.id()));
            if (now == null) {
                latest.remove(revision.id());
            } else {
                latest.put(revision.id(), now);
            }
        }
        return List.copyOf(latest.values());
    }

    /** All rules that it was made of. */
    public List<AlertRule> all() {
        return Stream.concat(
                        always.values().stream(),
                        revisions.stream().map(Revision::rule).flatMap(Optional::stream))
                .distinct()
                .toList();
    }

    /** Whether a revision of a rule asks for a picture. */
    boolean hasPicture(String rule, String revision) {
        if (pictured == null) {
            pictured =
                    all().stream()
                            .filter(AlertRule::picture)
                            .map(each -> each.id() + "/" + each.revision())
                            .collect(Collectors.toSet());
        }
        return pictured.contains(rule + "/" + revision);
    }

    /** The first time after another at which rules change; null if there is none. */
    Instant changeAfter(Instant time) {
        return sets().higherKey(time);
    }

    /**
     * The rules that watch a camera at a time.
     *
     * @param tags the camera's tags at that time
     */
    CameraRules of(CameraId camera, Collection<String> tags, Instant time) {
        List<RuleRevision> all = sets().floorEntry(time).getValue();
        Watching known = byCamera.get(camera);
        if (known == null || known.all() != all || !known.own().tags().equals(tags)) {
            known = new Watching(all, CameraRules.of(camera, tags, all));
            byCamera.put(camera, known);
        }
        return known.own();
    }

    /** Made when they are needed first: while a long topic is read, nobody asks. */
    private NavigableMap<Instant, List<RuleRevision>> sets() {
        if (sets == null) {
            sets = build();
        }
        return sets;
    }

    private NavigableMap<Instant, List<RuleRevision>> build() {
        Map<AlertRule, RuleRevision> known = new IdentityHashMap<>();
        Map<String, RuleRevision> current = new TreeMap<>();
        always.forEach((id, rule) -> current.put(id, known(known, rule)));
        NavigableMap<Instant, List<RuleRevision>> built = new TreeMap<>();
        built.put(Instant.MIN, List.copyOf(current.values()));
        changes()
                .forEach(
                        (from, changed) -> {
                            changed.forEach(
                                    (id, rule) -> {
                                        AlertRule now = rule.orElse(always.get(id));
                                        if (now == null) {
                                            current.remove(id);
                                        } else {
                                            current.put(id, known(known, now));
                                        }
                                    });
                            built.put(from, List.copyOf(current.values()));
                        });
        return built;
    }

    /** What changes at which time. */
    private NavigableMap<Instant, Map<String, Optional<AlertRule>>> changes() {
        Map<String, NavigableMap<Instant, Optional<AlertRule>>> byRule = new HashMap<>();
        for (Revision revision : revisions) {
            NavigableMap<Instant, Optional<AlertRule>> own =
                    byRule.computeIfAbsent(revision.id(), id -> new TreeMap<>());
            own.tailMap(revision.from(), true).clear();
            own.put(revision.from(), revision.rule());
        }
        NavigableMap<Instant, Map<String, Optional<AlertRule>>> changes = new TreeMap<>();
        byRule.forEach(
                (id, own) ->
                        own.forEach(
                                (from, rule) ->
                                        changes.computeIfAbsent(from, time -> new HashMap<>())
                                                .put(id, rule)));
        return changes;
    }

    private static RuleRevision known(Map<AlertRule, RuleRevision> known, AlertRule rule) {
        return known.computeIfAbsent(rule, RuleRevision::of);
    }

    private static List<AlertRule> rules(List<RuleRevision> set) {
        return set.stream().map(RuleRevision::rule).toList();
    }
}
