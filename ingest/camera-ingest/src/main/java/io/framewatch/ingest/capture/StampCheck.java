package io.framewatch.ingest.capture;

import io.framewatch.ingest.capture.ProbeReport.TimeStamps;

/**
 * Compares the time stamps of pictures with their arrival. All times are in microseconds. What a
 * live camera sends in the first second is left out: it often has pictures in store, which come at
 * once. Not thread-safe.
 */
final class StampCheck {

    private static final long STORED = 1_000_000;

    /** A rate is not exact, and pictures jitter. */
    private static final double TOLERANCE = 0.25;

    private static final long ENOUGH = 1_000_000;

    private final boolean live;
    private long count;
    private long stamped;
    private long firstPts;
    private long lastPts;
    private long firstArrival;
    private long lastArrival;
    private boolean backwards;

    /**
     * @param live whether pictures come by themselves
     */
    StampCheck(boolean live) {
        this.live = live;
    }

    /**
     * The next picture.
     *
     * @param pts its time stamp, or {@link Video#NO_PTS}
     * @param arrival when it came
     */
    void add(long pts, long arrival) {
        if (live && arrival < STORED) {
            return;
        }
        firstArrival = count == 0 ? arrival : firstArrival;
        lastArrival = arrival;
        count++;
        if (pts == Video.NO_PTS) {
            return;
        }
        firstPts = stamped == 0 ? pts : firstPts;
        backwards |= stamped > 0 && pts < lastPts;
        lastPts = pts;
        stamped++;
    }

    /** Pictures a second: of live ones by arrival, of others by their stamps; 0 if unknown. */
    double fps() {
        long micros = live || stamped < count ? lastArrival - firstArrival : span();
        return micros <= 0 ? 0 : (count - 1) * 1e6 / micros;
    }

    /** Time from the first stamp to the last. */
    long span() {
        return lastPts - firstPts;
    }

    TimeStamps verdict() {
        if (stamped * 2 < count) {
            return TimeStamps.MISSING;
        }
        if (backwards) {
            return TimeStamps.BACKWARDS;
        }
        if (stamped > 1 && span() == 0) {
            return TimeStamps.CONSTANT;
        }
        long arrived = lastArrival - firstArrival;
        boolean comparable = live && arrived >= ENOUGH;
        return comparable && Math.abs(span() - arrived) > TOLERANCE * arrived
                ? TimeStamps.OTHER_RATE
                : TimeStamps.GOOD;
    }
}
