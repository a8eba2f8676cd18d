package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;

/**
 * One change of an alert: a record at its start and one at its end, nothing between.
 *
 * @param id {@code rule/frame id}, the frame being the first that reached the enter threshold: the
 *     same frames give the same id, and start and end share it
 * @param trigger what raised it
 * @param change what happened to it
 * @param peak its highest score so far
 * @param endReason why it ended, if not by its score; null otherwise
 */
public record Alert(
        String id,
        @JsonUnwrapped Trigger trigger,
        @JsonUnwrapped Change change,
        @JsonUnwrapped Peak peak,
        EndReason endReason)
        implements Event {

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(peak, "peak");
        if (change.state() == AlertState.STARTED && endReason != null) {
            throw new IllegalArgumentException(
                    "alert %s is started with end reason %s: only an ended alert has one"
                            .formatted(id, endReason));
        }
    }

    /** A change that a score brought. */
    public Alert(String id, Trigger trigger, Change change, Peak peak) {
        this(id, trigger, change, peak, null);
    }

    /**
     * What raised an alert.
     *
     * @param rule id of the rule
     * @param camera camera id
     * @param label the rule's label
     */
    public record Trigger(String rule, CameraId camera, String label) {

        public Trigger {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(camera, "camera");
            Objects.requireNonNull(label, "label");
        }
    }

    /**
     * What happened to an alert.
     *
     * @param state whether the alert started or ended
     * @param from capture time of the first frame that reached the enter threshold
     * @param to capture time of the frame that ended it; null while it goes on
     * @param decidedAt capture time of the frame that brought this change: the last of the entering
     *     streak, or the frame that ended it
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

        /** The end, decided by a frame of that time. */
        public static Change ended(Instant from, Instant to) {
            return new Change(AlertState.ENDED, from, to, to);
        }
    }

    /**
     * The highest score of an alert's label so far.
     *
     * @param score the score, 0..1
     * @param frame the frame that has it
     */
    public record Peak(
            @JsonProperty("peakScore") float score, @JsonProperty("evidence") FrameLocation frame) {

        public Peak {
            Objects.requireNonNull(frame, "evidence");
        }
    }

    /** Why an alert ended other than by a score below that of its rule. */
    public enum EndReason {
        /** The frame's result has no score of the label: it is unknown whether it goes on. */
        @JsonProperty("score-unknown")
        SCORE_UNKNOWN
    }

    /** Whether this is the start or the end. */
    public AlertState state() {
        return change.state();
    }

    /** Named by the alert's id and its state; the time is that of the deciding frame. */
    @Override
    public EventAttributes attributes() {
        String name = id + "/" + EventAttributes.lower(state());
        return EventAttributes.ofCamera(trigger.camera(), name, id, change.decidedAt());
    }
}
