package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule: when an alert starts and ends. It stands in the configuration or on the rules topic.
 *
 * @param id names the rule in alerts
 * @param selector the cameras that it watches
 * @param condition what it waits for
 * @param pace how its alerts follow each other
 * @param activation when it is at work
 * @param picture whether its alerts have the picture of their evidence
 */
public record AlertRule(
        String id,
        CameraSelector selector,
        RuleCondition condition,
        Pace pace,
        Activation activation,
        boolean picture)
        implements Event, Serializable {

    /** What ids of rules of Framewatch itself begin with. */
    public static final String RESERVED = "framewatch.";

    /**
     * How alerts follow each other. All times are capture times.
     *
     * @param maxGap longest time between two frames of a camera that belong together. A longer one
     *     interrupts a streak and ends an alert
     * @param coolDown least time from the end of an alert to the start of the next one on the same
     *     camera
     * @param updates time after which an alert that goes on is told of again; null for never
     */
    public record Pace(Duration maxGap, Duration coolDown, Duration updates)
            implements Serializable {

        private static final Duration MAX_GAP = Duration.ofMinutes(1);

        /** What counts where nothing is said. */
        public static final Pace DEFAULT = new Pace(null, null, null);

        public Pace {
            maxGap = Objects.requireNonNullElse(maxGap, MAX_GAP);
            coolDown = Objects.requireNonNullElse(coolDown, Duration.ZERO);
            if (maxGap.isNegative() || maxGap.isZero()) {
                throw new IllegalArgumentException("max-gap " + maxGap + " must be above 0");
            }
            if (coolDown.isNegative()) {
                throw new IllegalArgumentException(
                        "cool-down " + coolDown + " must not be negative");
            }
            if (updates != null && (updates.isNegative() || updates.isZero())) {
                throw new IllegalArgumentException("updates " + updates + " must be above 0");
            }
        }
    }

    /**
     * When a rule is at work.
     *
     * @param paused whether it is not at all
     * @param silencedUntil until when it is not; null if it is not silenced
     * @param schedule the hours in which it is; null for always
     */
    public record Activation(boolean paused, Instant silencedUntil, Schedule schedule)
            implements Serializable {

        public static final Activation ALWAYS = new Activation(false, null, null);

        /** Whether it is at work at a time. */
        public boolean includes(Instant time) {
            return !paused
                    && (silencedUntil == null || !silencedUntil.isAfter(time))
                    && (schedule == null || schedule.includes(time));
        }

        /** The first time from this one on at which it is at work; empty if it is paused. */
        public Optional<Instant> next(Instant time) {
            if (paused) {
                return Optional.empty();
            }
            Instant from =
                    silencedUntil != null && silencedUntil.isAfter(time) ? silencedUntil : time;
            return Optional.of(schedule == null ? from : schedule.next(from));
        }

        /** The first time from this one on at which it is not at work; empty if it always is. */
        public Optional<Instant> until(Instant time) {
            if (paused || silencedUntil != null && silencedUntil.isAfter(time)) {
                return Optional.of(time);
            }
            return schedule == null ? Optional.empty() : schedule.until(time);
        }
    }

    public AlertRule {
        Texts.require("id of a rule", id);
        selector = Objects.requireNonNullElse(selector, CameraSelector.ALL);
        Objects.requireNonNull(condition, "condition");
        pace = Objects.requireNonNullElse(pace, Pace.DEFAULT);
        activation = Objects.requireNonNullElse(activation, Activation.ALWAYS);
    }

    /** A rule on scores that is always at work, with the default pace and without pictures. */
    public static AlertRule of(String id, CameraSelector selector, RuleCondition condition) {
        return new AlertRule(id, selector, condition, null, null, false);
    }

    /** Reads the JSON's form. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AlertRule of(AlertRuleJson json) {
        return json.toRule();
    }

    /** The form that the JSON has. */
    @JsonValue
    AlertRuleJson toJson() {
        return AlertRuleJson.of(this);
    }

    /** Whether its id is one of Framewatch itself, see {@link #RESERVED}. */
    public boolean isReserved() {
        return id.startsWith(RESERVED);
    }

    /** The same rule, at work at other times. */
    public AlertRule with(Activation other) {
        return new AlertRule(id, selector, condition, pace, other, picture);
    }

    /** The same rule, with another condition. */
    public AlertRule with(RuleCondition other) {
        return new AlertRule(id, selector, other, pace, activation, picture);
    }

    /** What it waits for, if that is a score. */
    public Optional<RuleCondition.Scored> scored() {
        return condition instanceof RuleCondition.Scored scored
                ? Optional.of(scored)
                : Optional.empty();
    }

    /**
     * Names its content: the first 16 hexadecimal digits of the SHA-256 of its JSON. Equal rules
     * have the same.
     */
    public String revision() {
        String name = attributes().id();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Named by the id and the content. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofContent(id, "/rules", this);
    }
}
