package io.framewatch.cli.topics;

import io.framewatch.cli.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a topic compares with the catalogue, or what was made of it.
 *
 * @param target what it is to be
 * @param status in one word
 * @param changed what was changed
 * @param differences what is still otherwise
 * @param refusal why the cluster does not say or do something, if it does not
 */
record TopicState(
        TopicTarget target,
        Status status,
        List<TopicDifference> changed,
        List<TopicDifference> differences,
        Optional<String> refusal) {

    /** What a topic is. */
    enum Status {
        MISSING,
        CREATED,
        DIFFERENT,
        CONFIGURED,
        UNCHANGED,
        REFUSED
    }

    static TopicState missing(TopicTarget target) {
        return new TopicState(target, Status.MISSING, List.of(), List.of(), Optional.empty());
    }

    static TopicState created(TopicTarget target) {
        return new TopicState(target, Status.CREATED, List.of(), List.of(), Optional.empty());
    }

    static TopicState refused(TopicTarget target, String reason) {
        return new TopicState(target, Status.REFUSED, List.of(), List.of(), Optional.of(reason));
    }

    /** A topic that is there. */
    static TopicState there(
            TopicTarget target, List<TopicDifference> differences, Optional<String> refusal) {
        return new TopicState(
                target, status(List.of(), differences, refusal), List.of(), differences, refusal);
    }

    /** The same after some of its differences were changed. */
    TopicState changed(List<TopicDifference> done) {
        List<TopicDifference> all = Stream.concat(changed.stream(), done.stream()).toList();
        List<TopicDifference> left = new ArrayList<>(differences);
        left.removeAll(done);
        return new TopicState(target, status(all, left, refusal), all, left, refusal);
    }

    /** The same where the cluster refused a change. */
    TopicState refused(String reason) {
        return new TopicState(target, Status.REFUSED, changed, differences, Optional.of(reason));
    }

    /** Whether the topic is as the catalogue says. */
    boolean isAsWanted() {
        return switch (status) {
            case CREATED, CONFIGURED, UNCHANGED -> true;
            case MISSING, DIFFERENT, REFUSED -> false;
        };
    }

    /** Whether it was given more partitions. */
    boolean hasMorePartitions() {
        return changed.stream().anyMatch(change -> change.required().equals(target.partitions()));
    }

    /** A line such as {@code topic/framewatch.frames different: partitions 4, must be 12}. */
    String line() {
        List<String> parts = new ArrayList<>();
        changed.forEach(
                change ->
                        parts.add(
                                "now "
                                        + change.required().setting()
                                        + " "
                                        + change.required().value()));
        differences.forEach(difference -> parts.add(difference.text()));
        refusal.ifPresent(parts::add);
        String all = parts.stream().collect(Collectors.joining("; "));
        return TextTable.shown(
                "topic/%s %s%s".formatted(target.name(), word(), all.isEmpty() ? "" : ": " + all));
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", target.name());
        json.put("status", word());
        json.put("changed", changed.stream().map(TopicDifference::toJson).toList());
        json.put("differences", differences.stream().map(TopicDifference::toJson).toList());
        refusal.ifPresent(reason -> json.put("refusal", reason));
        return json;
    }

    private String word() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Status status(
            List<TopicDifference> changed,
            List<TopicDifference> differences,
            Optional<String> refusal) {
        if (refusal.isPresent()) {
            return Status.REFUSED;
        }
        if (!differences.isEmpty()) {
            return Status.DIFFERENT;
        }
        return changed.isEmpty() ? Status.UNCHANGED : Status.CONFIGURED;
    }
}
