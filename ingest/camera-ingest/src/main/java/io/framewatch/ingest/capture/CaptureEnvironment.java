package io.framewatch.ingest.capture;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the captures of one worker have in common. Thread-safe. */
public final class CaptureEnvironment {

    private final Consumer<CameraStatus> listener;
    private final Video.Opener opener;
    private final RetryDelays delays;
    private final Clock clock;
    private final List<Thread> abandoned = new ArrayList<>();
    private long lastRun;

    /**
     * Captures by FFmpeg.
     *
     * @param listener gets every change of a camera's state, on the camera's thread; must not block
     */
    public CaptureEnvironment(Consumer<CameraStatus> listener) {
        this(listener, FfmpegVideo::open, RetryDelays.DEFAULT, Clock.systemUTC());
    }

    CaptureEnvironment(
            Consumer<CameraStatus> listener, Video.Opener opener, RetryDelays delays, Clock clock) {
        this.listener = listener;
        this.opener = opener;
        this.delays = delays;
        this.clock = clock;
    }

    /**
     * Numbers a run of any camera: by the present time, so that the run is newer than those of
     * other workers, and in any case above all runs before, so that it is newer than those of this
     * worker even if the clock stands still or goes back.
     *
     * @param start when the run starts
     * @return milliseconds since the epoch, or a little more
     */
    synchronized long nextRun(Instant start) {
        lastRun = Math.max(lastRun + 1, start.toEpochMilli());
        return lastRun;
    }

    /** How many calls into FFmpeg were abandoned and have still not returned. */
    public synchronized int hangingCalls() {
        abandoned.removeIf(thread -> !thread.isAlive());
        return abandoned.size();
    }

    /** The thread is in a call into FFmpeg that does not return. */
    synchronized void abandon(Thread thread) {
        abandoned.add(thread);
    }

    Consumer<CameraStatus> listener() {
        return listener;
    }

    Video.Opener opener() {
        return opener;
    }

    RetryDelays delays() {
        return delays;
    }

    Clock clock() {
        return clock;
    }
}
