package io.framewatch.ingest.publish;

import java.util.Locale;

/** Why a picture was not to be published. */
public enum SkipReason {
    /** The target rate does not need it. */
    RATE,
    /** It is no key frame, and the camera's key frames are enough; it was not decoded. */
    KEY_FRAMES_ONLY,
    /** The scene is still, and the next heartbeat is not due; the picture may not be decoded. */
    STILL;

    /** The name that people and metrics read, such as {@code rate}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
