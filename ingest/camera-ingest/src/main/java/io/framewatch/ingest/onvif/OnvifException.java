package io.framewatch.ingest.onvif;

/** A device does not give what it was asked for; the message is one line without secrets. */
public final class OnvifException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    /** The device has answered. */
    OnvifException(String message) {
        super(message);
        this.answered = true;
    }

    /** The device has not answered, or not in the language of ONVIF. */
    OnvifException(String message, Throwable cause) {
        super(message, cause);
        this.answered = false;
    }

    /** Whether the device itself says so. */
    boolean hasAnswered() {
        return answered;
    }
}
