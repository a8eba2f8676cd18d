package io.framewatch.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** A receiver is busy, and said for how long. */
public final class RetryAfterException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration delay;

    /**
     * @param delay how long to wait, not negative; the consumer may bound it
     */
    public RetryAfterException(String message, Duration delay) {
        super(message);
        this.delay = Objects.requireNonNull(delay, "delay");
    }

    /** How long to wait. */
    public Duration delay() {
        return delay;
    }
}
