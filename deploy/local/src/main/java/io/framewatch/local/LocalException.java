package io.framewatch.local;

/** A part of the local pipeline that does not work; the message is one line for the user. */
public final class LocalException extends Exception {

    private static final long serialVersionUID = 1L;

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
