package io.framewatch.ingest.capture;

/** Counts the pictures that are missing in a stream of constant rate. Not thread-safe. */
final class MissingPictures {

    /** So many equal intervals in a row make a rate. */
    private static final int STEADY = 4;

    /** Deviation of an interval that counts as equal, as a divisor. */
    private static final int TOLERANCE = 5;

    /** A longer gap is a pause or a jump of the camera's clock. */
    private static final int MAX_MISSING = 500;

    private long last = Video.NO_PTS;
    private long interval;
    private int steady;

    /**
     * Counts what is missing before a picture.
     *
     * @param pts its time stamp in microseconds, in the order of presentation, or {@link
     *     Video#NO_PTS}
     * @param lossKnown whether data is known to be lost around here; a gap alone may be a pause
     */
    int before(long pts, boolean lossKnown) {
        if (pts == Video.NO_PTS || last == Video.NO_PTS || pts <= last) {
            last = pts;
            return 0;
        }
        long gap = pts - last;
        last = pts;
        if (Math.abs(gap - interval) <= interval / TOLERANCE) {
            steady++;
            return 0;
        }
        if (steady < STEADY || !lossKnown) {
            interval = gap;
            steady = 0;
            return 0;
        }
        long missing = Math.round((double) gap / interval) - 1;
        return missing > MAX_MISSING ? 0 : (int) Math.max(0, missing);
    }
}
