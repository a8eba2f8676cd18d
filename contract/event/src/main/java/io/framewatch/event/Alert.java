package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;

/**
 * One change of an alert: a record at its start and one at its end, and between them only what the
 * rule asks for.
 *
 * @param id {@code rule/frame id}, the frame being the first of those that started it, or the last
 *     one before a silence, or {@code rule/camera/milliseconds} if no frame raised it: the same
 *     frames give the same id, and start and end share it
 * @param trigger what raised it
 * @param change what happened to it
 * @param peak the frame that tells most
 * @param endReason why it ended, if not by its score or the end of its condition; null otherwise
 * @param picture the picture of that frame; null if the rule asks for none, or it cannot be had
 */
public record Alert(
        String id,
        @JsonUnwrapped Trigger trigger,
        @JsonUnwrapped Change change,
        @JsonUnwrapped Peak peak,
        EndReason endReason,
        Picture picture)
        implements Event {

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(peak, "peak");
        if (change.state() != AlertState.ENDED && endReason != null) {
            throw new IllegalArgumentException(
                    "alert %s is %s with end reason %s: only an ended alert has one"
                            .formatted(id, EventAttributes.lower(change.state()), endReason));
        }
    }

    /** A change that a score brought. */
    public Alert(String id, Trigger trigger, Change change, Peak peak) {
        this(id, trigger, change, peak, null, null);
    }

    /**
     * What raised an alert.
     *
     * @param rule id of the rule
     * @param revision revision of the rule, see {@link AlertRule#revision()}; null if it is none
     * @param camera camera id
     * @param label the rule's label, see {@link RuleCondition#label()}
     */
    public record Trigger(
            String rule,
            @JsonProperty("ruleRevision") String revision,
            CameraId camera,
            String label) {

        public Trigger {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(camera, "camera");
            Objects.requireNonNull(label, "label");
        }
    }

    /**
     * What happened to an alert.
     *
     * @param state whether the alert started, goes on or ended
     * @param from when what it tells of began: capture time of the first frame of those that
     *     started it, or of the last one before a silence
     * @param to when it was over; null while it goes on
     * @param decidedAt event time of this change: the capture time of the frame that brought it, or
     *     the time that passed without one
     */
    public record Change(AlertState state, Instant from, Instant to, Instant decidedAt) {

        public Change {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(decidedAt, "decidedAt");
            if ((state == AlertState.ENDED) != (to != null)) {
                throw new IllegalArgumentException(
                        "alert is %s with end %s: only an ended alert has an end"
                                .formatted(state, to));
            }
        }

        /** The start, decided by the last frame of the entering streak. */
        public static Change started(Instant from, Instant decidedAt) {
            return new Change(AlertState.STARTED, from, null, decidedAt);
        }

        /** A change of an alert that goes on. */
        public static Change updated(Instant from, Instant decidedAt) {
            return new Change(AlertState.UPDATED, from, null, decidedAt);
        }

        /** The end, decided at a time that may be later. */
        public static Change ended(Instant from, Instant to, Instant decidedAt) {
            return new Change(AlertState.ENDED, from, to, decidedAt);
        }
    }

    /**
     * The frame of an alert that tells most so far: that of the highest score of the label, or of
     * the lowest if the label is absent; the last one before a silence.
     *
     * @param score its score, 0..1; null if the rule looks at none
     * @param frame the frame; null if the alert is not about frames
     * @param classifier the model that classified it; null without a frame
     */
    public record Peak(
            @JsonProperty("peakScore") Float score,
            @JsonProperty("evidence") FrameLocation frame,
            @JsonUnwrapped Classification.Model classifier) {

        /** That of an alert which is not about frames. */
        public static final Peak NONE = new Peak(null, null, null);

        /** Reads the keys of the JSON, all of which may be missing. */
        @JsonCreator
        static Peak of(
                @JsonProperty("peakScore") Float score,
                @JsonProperty("evidence") FrameLocation frame,
                @JsonProperty("model") String model,
                @JsonProperty("modelVersion") String version,
                @JsonProperty("modelSha256") String sha256) {
            return new Peak(
                    score,
                    frame,
                    model == null ? null : new Classification.Model(model, version, sha256));
        }
    }

    /** Why an alert ended other than by its score or the end of its condition. */
    public enum EndReason {
        /** The frame's result has no score of the label: it is unknown whether it goes on. */
        @JsonProperty("score-unknown")
        SCORE_UNKNOWN,
        /** There was no frame for longer than the rule's longest gap. */
        @JsonProperty("no-frames")
        NO_FRAMES,
        /** The rule was changed, paused, silenced or removed, or looks elsewhere. */
        @JsonProperty("rule-changed")
        RULE_CHANGED,
        /** The rule's hours are over. */
        @JsonProperty("off-schedule")
        OFF_SCHEDULE
    }

    /** Whether this is the start, the end, or between. */
    public AlertState state() {
        return change.state();
    }

    /** The same with a picture. */
    public Alert with(Picture taken) {
        return new Alert(id, trigger, change, peak, endReason, taken);
    }

    /** Named by the alert's id and its state; the time is that of the decision. */
    @Override
    public EventAttributes attributes() {
        String state = EventAttributes.lower(state());
        String name = String.join("/", id, state);
        if (state() == AlertState.UPDATED) {
            name += "/" + change.decidedAt().toEpochMilli();
        }
        return EventAttributes.ofCamera(trigger.camera(), name, id, change.decidedAt());
    }
}
