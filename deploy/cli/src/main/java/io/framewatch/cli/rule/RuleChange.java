package io.framewatch.cli.rule;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes rules what they are to be. */
final class RuleChange {

    private RuleChange() {}

    /**
     * What a rule is to be: unless its keys say so, it stays paused and silenced as it is.
     *
     * @param keys the keys that were written
     */
    static AlertRule kept(AlertRule wanted, RuleHistory history, Map<String, Object> keys) {
        Activation before = history.wanted().map(AlertRule::activation).orElse(Activation.ALWAYS);
        Activation own = wanted.activation();
        return wanted.with(
                new Activation(
                        keys.containsKey("paused") ? own.paused() : before.paused(),
                        keys.containsKey("silenced-until")
                                ? own.silencedUntil()
                                : before.silencedUntil(),
                        own.schedule()));
    }

    /**
     * Writes a rule unless the topic has it.
     *
     * @return a line that says what was done, and from when on it counts
     * @throws CommandException if the topic has a revision that counts from later on
     */
    static String write(RuleTopics topics, RuleHistory history, AlertRule wanted, Instant from)
            throws CommandException, InterruptedException {
        Change change = Change.of(history.stored(), wanted);
        if (change != Change.UNCHANGED) {
            require(history, from);
            topics.write(wanted, from);
        }
        return line(change, wanted.id(), from);
    }

    /** A line such as {@code rule/person created, from 2026-11-27T22:00:00Z}. */
    static String line(Change change, String id, Instant from) {
        String line = change.line("rule", id);
        return change == Change.UNCHANGED ? line : line + ", from " + from;
    }

    /**
     * Requires that a change may count from a time on.
     *
     * @throws CommandException if the topic has a revision that counts from later on
     */
    static void require(RuleHistory history, Instant from) throws CommandException {
        Optional<String> refusal = history.refusal(from);
        if (refusal.isPresent()) {
            throw new CommandException(refusal.get());
        }
    }
}
