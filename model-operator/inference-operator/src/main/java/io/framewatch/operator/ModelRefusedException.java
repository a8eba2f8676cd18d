package io.framewatch.operator;

/** A model that cannot serve; the message says why in words for whoever deployed it. */
final class ModelRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    ModelRefusedException(String reason) {
        super(reason);
    }

    ModelRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
