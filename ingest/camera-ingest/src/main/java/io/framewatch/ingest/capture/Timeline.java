package io.framewatch.ingest.capture;

/**
 * Turns the time stamps of a stream into time since the run's start. A stream may begin anywhere,
 * leave time stamps out, jump back, or start again; time on the line never goes back. Not
 * thread-safe.
 */
final class Timeline {

    /** For streams that say nothing: 25 pictures a second. */
    private static final long UNKNOWN_DURATION = 40_000;

    private long offset;
    private long last;
    private long next;
    private boolean anchored;

    /**
     * Places the next picture.
     *
     * @param pts time stamp in microseconds, or {@link Video#NO_PTS}
     * @param duration time until the next picture in microseconds, or 0
     * @return microseconds since the first picture
     */
    long place(long pts, long duration) {
        if (pts == Video.NO_PTS) {
            last = next;
        } else {
            if (!anchored || pts + offset < last) {
                offset = next - pts;
                anchored = true;
            }
            last = pts + offset;
        }
        next = last + (duration > 0 ? duration : UNKNOWN_DURATION);
        return last;
    }

    /** The next picture is the stream's first one again; it follows the last one. */
    void restart() {
        anchored = false;
    }
}
