package io.framewatch.mobileformer.checkpoint;

import java.io.IOException;

/** A file that is not a checkpoint, is damaged, or contains anything but tensors. */
public final class MalformedCheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
