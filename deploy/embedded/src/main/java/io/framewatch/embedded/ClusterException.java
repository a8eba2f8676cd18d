package io.framewatch.embedded;

/** The mini cluster or its job does not work; the message is one line for the user. */
public final class ClusterException extends Exception {

    private static final long serialVersionUID = 1L;

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
