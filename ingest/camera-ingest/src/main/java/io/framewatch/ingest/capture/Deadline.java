package io.framewatch.ingest.capture;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time at which a waiting native call has to give up. One thread arms it around each call; the
 * call itself, the watchdog and whoever stops the camera look at it. Thread-safe.
 */
final class Deadline {

    private static final long NONE = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final long origin;
    private volatile long due = NONE;
    private volatile boolean stopped;

    Deadline() {
        this(System::nanoTime);
    }

    Deadline(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** Starts the time: a call begins that may wait this long. */
    void arm(Duration timeout) {
        due = now() + timeout.toNanos();
    }

    /** The call has returned. */
    void disarm() {
        due = NONE;
    }

    /** Lets the present call and all later ones give up at once. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether the call has to give up. */
    boolean isExpired() {
        return stopped || now() >= due;
    }

    /** Whether the call should have given up this long ago and has still not returned. */
    boolean isOverdueBy(Duration grace) {
        return due != NONE && now() - due >= grace.toNanos();
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
