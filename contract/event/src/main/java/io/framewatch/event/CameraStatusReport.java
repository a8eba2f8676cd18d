package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a camera of the cameras topic stands, as the worker says that has it. The latest one of a
 * camera counts, until the next worker has it.
 *
 * @param camera the camera
 * @param run its latest run, see {@link FrameId}; 0 before the first; the next one is above it
 * @param condition how it is
 * @param worker name of the worker
 * @param since when it came to that, by the worker's clock
 */
public record CameraStatusReport(
        CameraId camera, long run, @JsonUnwrapped Condition condition, String worker, Instant since)
        implements Event {

    public CameraStatusReport {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(since, "since");
        Texts.require("worker of camera " + camera, worker);
        if (run < 0) {
            throw new IllegalArgumentException(
                    "run %d of camera %s must not be negative".formatted(run, camera));
        }
    }

    /**
     * How a camera is.
     *
     * @param state what it does
     * @param view what it shows, as it was seen last; null if nobody looks
     * @param reason one line: why, and what happens next, without secrets; null if there is none
     */
    public record Condition(State state, CameraView view, String reason) {

        public Condition {
            Objects.requireNonNull(state, "state");
        }
    }

    /** See {@link Condition#state()}. */
    public State state() {
        return condition.state();
    }

    /** What a camera does. */
    public enum State {
        /** It is being opened. */
        @JsonProperty("connecting")
        CONNECTING,
        /** It gives pictures. */
        @JsonProperty("live")
        LIVE,
        /** It was lost, and is about to be opened again. */
        @JsonProperty("retrying")
        RETRYING,
        /** It was given up. */
        @JsonProperty("failed")
        FAILED,
        /** It is at the end of its file. */
        @JsonProperty("finished")
        FINISHED,
        /** Its worker let go of it, and no other has it yet. */
        @JsonProperty("stopped")
        STOPPED,
        /** It is not to be captured for now. */
        @JsonProperty("paused")
        PAUSED,
        /** Its record cannot be captured. */
        @JsonProperty("refused")
        REFUSED,
        /** It is no longer on the cameras topic. */
        @JsonProperty("removed")
        REMOVED
    }

    /** Named by the run, the state and the time. */
    @Override
    public EventAttributes attributes() {
        String subject = camera + "/" + run;
        String id =
                String.join(
                        "/", subject, EventAttributes.lower(state()), "" + since.toEpochMilli());
        return EventAttributes.ofCamera(camera, id, subject, since);
    }
}
