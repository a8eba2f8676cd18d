package io.framewatch.ingest.capture;

import java.time.Instant;
import java.util.Optional;

/** Says when the pictures of one run were captured. Not thread-safe. */
interface CaptureClock {

    /**
     * Places the next picture, waiting for it where needed.
     *
     * @param pts its time stamp in microseconds, or {@link Video#NO_PTS}
     * @param duration time until the next picture in microseconds, or 0
     */
    Moment place(long pts, long duration) throws InterruptedException;

    /** The next picture is the stream's first one again; it follows the last one. */
    void restart();

    /** One line about the stream's time stamps that has not been said yet. */
    default Optional<String> takeNotice() {
        return Optional.empty();
    }

    /**
     * When a picture was captured.
     *
     * @param captureTime wall clock, precise to the microsecond
     * @param micros microseconds since the run's first picture, never less than those of the
     *     picture before
     */
    record Moment(Instant captureTime, long micros) {}
}
