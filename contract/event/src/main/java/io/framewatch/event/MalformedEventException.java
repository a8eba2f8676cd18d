package io.framewatch.event;

/** Bytes that are not the JSON of a result or an alert; the message says where and why. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
