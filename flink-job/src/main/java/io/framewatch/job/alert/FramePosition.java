package io.framewatch.job.alert;

import io.framewatch.event.FrameId;

/**
 * The last frame of a camera: the highest sequence of its newest run. Public, because Flink's
 * serializer for records requires it.
 *
 * @param run the camera's run
 * @param sequence number of the frame in its run
 */
public record FramePosition(long run, long sequence) {

    static FramePosition of(FrameId frame) {
        return new FramePosition(frame.run(), frame.sequence());
    }

    /** Whether this frame is of the run of the last one; false if there is no last one. */
    boolean continues(FramePosition last) {
        return last != null && run == last.run;
    }

    /** Whether this frame repeats one of the last one's run. */
    boolean repeats(FramePosition last) {
        return continues(last) && sequence <= last.sequence;
    }

    /** Whether this frame is of an older run than the last one. */
    boolean isFenced(FramePosition last) {
        return last != null && run < last.run;
    }
}
