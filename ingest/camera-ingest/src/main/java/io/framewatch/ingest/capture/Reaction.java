package io.framewatch.ingest.capture;

/** What a camera does after a failure. */
enum Reaction {
    /** Try again soon, each time a little later. */
    RETRY,
    /** Try again at long intervals: somebody has to change something, or accounts get locked. */
    RETRY_SLOWLY,
    /** Trying again cannot help. */
    GIVE_UP;

    /**
     * Decides by the reason alone.
     *
     * @param live whether the camera is a live one; what is wrong with a file stays wrong
     */
    static Reaction to(FailureReason reason, boolean live) {
        return switch (reason) {
            case UNSUPPORTED_ADDRESS, NO_DEVICES, STOPPED -> GIVE_UP;
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NO_SUCH_STREAM,
                    TRANSPORT_REFUSED,
                    CERTIFICATE,
                    REDIRECTED,
                    REDIRECTED_IN_CIRCLES,
                    UNSAFE_CODEC,
                    NO_MEMORY ->
                    RETRY_SLOWLY;
            case NO_SUCH_FILE, NO_PERMISSION, NO_VIDEO_TRACK, UNKNOWN_CODEC ->
                    live ? RETRY_SLOWLY : GIVE_UP;
            case NOT_A_VIDEO, INCOMPLETE, NO_PICTURE, STREAM_ENDED, OTHER -> live ? RETRY : GIVE_UP;
            case REFUSED,
                    UNREACHABLE,
                    CONNECTION_FAILED,
                    CONNECTION_LOST,
                    TIMEOUT,
                    CAMERA_ERROR,
                    WEDGED ->
                    RETRY;
        };
    }
}
