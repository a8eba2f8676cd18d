package io.framewatch.job;

import io.framewatch.event.FrameId;

/**
 * Where a camera's frames have come to: the newest run counts, and in it the highest sequence.
 * Public, because Flink's serializer for records wants it so.
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

    /** Whether this frame is of a run that another run has replaced. */
    boolean isFenced(FramePosition last) {
        return last != null && run < last.run;
    }
}
