package io.framewatch.job.alert;

import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.job.alert.AlertEngine.Taken;
import java.time.Instant;
import java.util.Optional;

/**
 * One event of a camera. At most one of {@link #frame}, {@link #status} and {@link #advance} is
 * called, once; {@link #due} after it. Not thread-safe.
 */
public final class CameraTurn {

    private final CameraStep step;

    CameraTurn(CameraStep step) {
        this.step = step;
    }

    /** Takes the next frame. */
    public Taken frame(Classification result) {
        FramePosition last = step.position();
        FramePosition here = FramePosition.of(result.location().frame());
        if (here.isFenced(last)) {
            return Taken.FENCED;
        }
        if (here.repeats(last)) {
            return Taken.REPEATED;
        }
        step.runBefore(result.captureTime());
        boolean late = step.isPast(result.captureTime());
        step.frame(result, here.continues(last));
        step.close();
        return late ? Taken.LATE : Taken.DECIDED;
    }

    /**
     * Takes what a worker says. It counts from its time on, so one that is ahead of the camera's
     * frames waits for them.
     */
    public void status(CameraStatusReport report) {
        step.report(report);
        step.close();
    }

    /**
     * Decides what happens because nothing came.
     *
     * @param time every event of the camera before this time has been taken
     */
    public void advance(Instant time) {
        step.runBefore(time);
        step.close();
    }

    /** The next time at which something happens if nothing comes; empty if nothing does. */
    public Optional<Instant> due() {
        return Optional.ofNullable(step.due());
    }
}
