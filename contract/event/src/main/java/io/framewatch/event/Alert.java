package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * One change of an alert: a record at its start and one at its end, nothing between.
 *
 * @param id {@code rule/frame id}, the frame being the first that reached the enter threshold: the
 *     same frames give the same id, and start and end share it
 * @param rule id of the rule
 * @param camera camera id
 * @param label the rule's label
 * @param state whether the alert started or ended
 * @param from capture time of the first frame that reached the enter threshold
 * @param to capture time of the frame that ended it; null while it goes on
 * @param decidedAt capture time of the frame that brought this change: the last of the entering
 *     streak, or the frame that ended it
 * @param peakScore highest score of the label so far, 0..1
 * @param evidence the frame of the peak
 * @param endReason why it ended, if not by its score; null otherwise
 */
public record Alert(
        String id,
        String rule,
        CameraId camera,
        String label,
        State state,
        Instant from,
        Instant to,
        Instant decidedAt,
        float peakScore,
        FrameLocation evidence,
        EndReason endReason)
        implements Event {

    /** What happened to the alert. */
    public enum State {
        @JsonProperty("started")
        STARTED,
        @JsonProperty("ended")
        ENDED
    }

    /** Why an alert ended other than by a score below that of its rule. */
    public enum EndReason {
        /** The frame's result has no score of the label: it is unknown whether it goes on. */
        @JsonProperty("score-unknown")
        SCORE_UNKNOWN
    }

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(decidedAt, "decidedAt");
        Objects.requireNonNull(evidence, "evidence");
        if ((state == State.ENDED) != (to != null)) {
            throw new IllegalArgumentException(
                    "alert "
                            + id
                            + " is "
                            + state
                            + " with end "
                            + to
                            + ": only an ended alert has an end");
        }
        if (state == State.STARTED && endReason != null) {
            throw new IllegalArgumentException(
                    "alert "
                            + id
                            + " is started with end reason "
                            + endReason
                            + ": only an ended alert has one");
        }
    }

    /** A change that a score brought. */
    public Alert(
            String id,
            String rule,
            CameraId camera,
            String label,
            State state,
            Instant from,
            Instant to,
            Instant decidedAt,
            float peakScore,
            FrameLocation evidence) {
        this(id, rule, camera, label, state, from, to, decidedAt, peakScore, evidence, null);
    }

    /** Named by the alert's id and its state; the time is that of the deciding frame. */
    @Override
    public EventAttributes attributes() {
        String change = id + "/" + EventAttributes.lower(state);
        return EventAttributes.ofCamera(camera, change, id, decidedAt);
    }
}
