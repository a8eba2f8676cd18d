package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;

/**
 * What a worker did with the frames of one run of a camera, up to a time. Counts only grow within a
 * run. The last record of a run that ended in order says so, and its counts are exact; a worker
 * that was killed leaves none.
 *
 * @param camera the camera
 * @param run the run, see {@link FrameId}
 * @param frames the counts
 * @param ended whether the run is over and none of its frames is pending
 * @param at when it was counted, by the worker's clock
 */
public record IngestedFrames(
        CameraId camera,
        long run,
        @JsonUnwrapped LedgerEntry.Ingested frames,
        boolean ended,
        Instant at)
        implements LedgerEvent {

    public IngestedFrames {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(at, "at");
        if (ended && frames.pending() != 0) {
            throw new IllegalArgumentException(
                    "pending %d of camera %s must be 0 as run %d has ended"
                            .formatted(frames.pending(), camera, run));
        }
    }

    /** Named by the run and the time. */
    @Override
    public EventAttributes attributes() {
        String subject = camera + "/" + run;
        String id = subject + "/ingested/" + at.toEpochMilli();
        return EventAttributes.ofCamera(camera, id, subject, at);
    }
}
