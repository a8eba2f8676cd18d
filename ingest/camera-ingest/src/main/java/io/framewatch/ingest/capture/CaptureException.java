package io.framewatch.ingest.capture;

import io.framewatch.configuration.Redaction;

/** A video cannot be opened or read on. The message is for the camera's owner, without secrets. */
final class CaptureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    CaptureException(FailureReason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /**
     * A failure with details.
     *
     * @param detail what makes the reason precise, for example FFmpeg's own text
     */
    CaptureException(FailureReason reason, String detail) {
        super(reason.text() + " (" + Redaction.hide(detail) + ")");
        this.reason = reason;
    }

    FailureReason reason() {
        return reason;
    }
}
