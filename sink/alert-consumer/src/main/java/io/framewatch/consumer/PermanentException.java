package io.framewatch.consumer;

/** An alert cannot be handled, however often that is tried. The message says why in one line. */
public class PermanentException extends Exception {

    private static final long serialVersionUID = 1L;

    public PermanentException(String message) {
        super(message);
    }

    public PermanentException(String message, Throwable cause) {
        super(message, cause);
    }
}
