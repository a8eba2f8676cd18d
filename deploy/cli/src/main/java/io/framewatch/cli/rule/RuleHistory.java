package io.framewatch.cli.rule;

import io.framewatch.event.AlertRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the topic has of one rule, and what the configuration file does. Not thread-safe. */
final class RuleHistory {

    private final String id;
    private final Optional<AlertRule> configured;
    private final NavigableMap<Instant, Optional<AlertRule>> revisions = new TreeMap<>();

    /**
     * @param configured the rule of that id in the configuration file
     */
    RuleHistory(String id, Optional<AlertRule> configured) {
        this.id = id;
        this.configured = configured;
    }

    /**
     * A revision of a rule on the topic, or its end.
     *
     * @param from since when it counts
     */
    record Revision(Instant from, Optional<AlertRule> rule) {

        private static Revision of(Map.Entry<Instant, Optional<AlertRule>> entry) {
            return new Revision(entry.getKey(), entry.getValue());
        }
    }

    /** Takes the next record: it counts from a time on, whatever was written before for later. */
    void add(Instant from, Optional<AlertRule> rule) {
        revisions.tailMap(from, true).clear();
        revisions.put(from, rule);
    }

    String id() {
        return id;
    }

    /** The rule of the configuration file, which counts while the topic has none. */
    Optional<AlertRule> configured() {
        return configured;
    }

    /** All that the topic has, in the order of times. */
    List<Revision> revisions() {
        return revisions.entrySet().stream().map(Revision::of).toList();
    }

    /** What the topic has of a time: a rule, or the end of one. */
    Optional<Revision> at(Instant time) {
        return Optional.ofNullable(revisions.floorEntry(time)).map(Revision::of);
    }

    /** What comes next after a time. */
    Optional<Revision> after(Instant time) {
        return Optional.ofNullable(revisions.higherEntry(time)).map(Revision::of);
    }

    /** The last that the topic has. */
    Optional<Revision> last() {
        return Optional.ofNullable(revisions.lastEntry()).map(Revision::of);
    }

    /** The rule on the topic that is to count at last; empty if there is none. */
    Optional<AlertRule> stored() {
        return last().flatMap(Revision::rule);
    }

    /** The rule that is to count at last, of the topic or of the file. */
    Optional<AlertRule> wanted() {
        return stored().or(() -> configured);
    }

    /** The rule that counts at a time. */
    Optional<AlertRule> current(Instant time) {
        return at(time).flatMap(Revision::rule).or(() -> configured);
    }

    /**
     * Why a change cannot count from a time on.
     *
     * @return empty if it can
     */
    Optional<String> refusal(Instant from) {
        return last().filter(last -> from.isBefore(last.from()))
                .map(
                        last ->
                                "rule '%s' has a revision that counts from %s: --from %s must not be before that"
                                        .formatted(id, last.from(), from));
    }
}
