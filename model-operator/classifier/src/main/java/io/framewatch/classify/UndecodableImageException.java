package io.framewatch.classify;

/** An image that cannot be classified; the message names what is wrong with it. */
public final class UndecodableImageException extends Exception {

    private static final long serialVersionUID = 1L;

    public UndecodableImageException(String message) {
        super(message);
    }

    public UndecodableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
