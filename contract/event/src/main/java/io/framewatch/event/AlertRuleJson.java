package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.RuleCondition.WhenLabelMissing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The JSON of an {@link AlertRule}: what a condition does not have is null, and left out. */
record AlertRuleJson(
        String id,
        @JsonUnwrapped CameraSelector selector,
        @JsonUnwrapped ConditionJson condition,
        @JsonUnwrapped AlertRule.Pace pace,
        @JsonUnwrapped ActivationJson activation,
        Boolean picture) {

    /** A kind of condition. */
    enum When {
        @JsonProperty("present")
        PRESENT,
        @JsonProperty("absent")
        ABSENT,
        @JsonProperty("silent")
        SILENT,
        @JsonProperty("blinded")
        BLINDED
    }

    /** The keys of an {@link AlertRule.Activation}; false is as good as left out. */
    record ActivationJson(Boolean paused, Instant silencedUntil, Schedule schedule) {}

    /** The keys of a {@link Target}, some of which other conditions lack. */
    record TargetJson(
            String label,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
            String head,
            WhenLabelMissing whenLabelMissing) {}

    /** The keys of all conditions. */
    record ConditionJson(
            When when,
            @JsonUnwrapped TargetJson target,
            Enter enter,
            Exit exit,
            @JsonProperty("for") Duration lasting,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CameraView> views) {

        private static final TargetJson NONE = new TargetJson(null, null, null, null);

        private static ConditionJson of(RuleCondition condition) {
            if (condition instanceof Scored scored) {
                Target target = scored.target();
                return new ConditionJson(
                        scored.sense() == Sense.PRESENT ? When.PRESENT : When.ABSENT,
                        new TargetJson(
                                target.label(),
                                target.labels(),
                                target.head(),
                                scored.whenLabelMissing()),
                        scored.enter(),
                        scored.exit(),
                        null,
                        null);
            }
            if (condition instanceof Silent silent) {
                return new ConditionJson(When.SILENT, NONE, null, null, silent.lasting(), null);
            }
            Blinded blinded = (Blinded) condition;
            return new ConditionJson(
                    When.BLINDED, NONE, null, null, blinded.lasting(), blinded.views());
        }

        private RuleCondition toCondition() {
            When kind = Objects.requireNonNullElse(when, When.PRESENT);
            boolean scored = kind == When.PRESENT || kind == When.ABSENT;
            require(kind, "label", target.label(), scored);
            require(kind, "enter", enter, scored);
            require(kind, "exit", exit, scored);
            refuse(kind, "labels", target.labels(), !scored);
            refuse(kind, "head", target.head(), !scored);
            refuse(kind, "whenLabelMissing", target.whenLabelMissing(), !scored);
            refuse(kind, "views", views, kind != When.BLINDED);
            require(kind, "for", lasting, !scored);
            return switch (kind) {
                case PRESENT -> scored(Sense.PRESENT);
                case ABSENT -> scored(Sense.ABSENT);
                case SILENT -> new Silent(lasting);
                case BLINDED -> new Blinded(lasting, views);
            };
        }

        private Scored scored(Sense sense) {
            return new Scored(
                    new Target(target.label(), target.labels(), target.head()),
                    sense,
                    enter,
                    exit,
                    target.whenLabelMissing());
        }

        /** A condition has a key, or must not have it. */
        private static void require(When kind, String key, Object value, boolean has) {
            if (has && value == null) {
                throw new IllegalArgumentException(
                        "%s must be there, as when is %s"
                                .formatted(key, EventAttributes.lower(kind)));
            }
            refuse(kind, key, value, !has);
        }

        private static void refuse(When kind, String key, Object value, boolean refused) {
            boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
            if (refused && !empty) {
                throw new IllegalArgumentException(
                        "%s %s must be left out, as when is %s"
                                .formatted(key, value, EventAttributes.lower(kind)));
            }
        }
    }

    static AlertRuleJson of(AlertRule rule) {
        AlertRule.Activation activation = rule.activation();
        return new AlertRuleJson(
                rule.id(),
                rule.selector(),
                ConditionJson.of(rule.condition()),
                rule.pace(),
                new ActivationJson(
                        activation.paused(), activation.silencedUntil(), activation.schedule()),
                rule.picture());
    }

    AlertRule toRule() {
        return new AlertRule(
                id,
                selector,
                condition.toCondition(),
                pace,
                new AlertRule.Activation(
                        Boolean.TRUE.equals(activation.paused()),
                        activation.silencedUntil(),
                        activation.schedule()),
                Boolean.TRUE.equals(picture));
    }
}
