package io.framewatch.ingest.capture;

/** A camera gives no picture; the message is one line for its owner, without secrets. */
public final class ProbeException extends Exception {

    private static final long serialVersionUID = 1L;

    ProbeException(String message, Throwable cause) {
        super(message, cause);
    }
}
