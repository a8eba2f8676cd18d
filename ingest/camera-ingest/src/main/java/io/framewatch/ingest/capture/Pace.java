package io.framewatch.ingest.capture;

/** How a file is played. */
public enum Pace {
    /** Like a camera: every picture at its time, which becomes its capture time. */
    REAL_TIME,
    /**
     * As fast as Kafka takes the frames; the capture time is the run's start plus the pts, at most
     * half an hour ahead of the clock.
     */
    FAST
}
