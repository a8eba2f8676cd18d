package io.framewatch.ingest.capture;

/** Where a camera stands. */
public enum CameraState {
    /** Being opened. */
    CONNECTING,
    /** Giving pictures. */
    LIVE,
    /** Lost, and about to be opened again. */
    RETRYING,
    /** Given up; stays so. */
    FAILED,
    /** At the end of its file; stays so. */
    FINISHED,
    /** Stopped by whoever started it; stays so. */
    STOPPED;

    /** Whether the camera gives no more pictures. */
    public boolean isFinal() {
        return this == FAILED || this == FINISHED || this == STOPPED;
    }
}
