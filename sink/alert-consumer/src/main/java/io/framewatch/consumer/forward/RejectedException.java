package io.framewatch.consumer.forward;

import io.framewatch.consumer.PermanentException;

/** A receiver takes an alert under no circumstances. The message has no secrets. */
public final class RejectedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public RejectedException(String message) {
        super(message);
    }

    public RejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
