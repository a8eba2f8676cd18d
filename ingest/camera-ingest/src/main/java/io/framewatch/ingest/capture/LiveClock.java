package io.framewatch.ingest.capture;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Estimates when a live camera took its pictures: the wall clock when a picture arrives, less what
 * it was delayed on its way more than the fastest picture of the last seconds. Delays show by the
 * camera's time stamps. Where these disagree with the arrival, as they stand still, run at another
 * rate, or jump, or where there are none, the arrival counts alone. Not thread-safe.
 */
final class LiveClock implements CaptureClock {

    /** How long time stamps are watched before they are compared with the arrival. */
    private static final long PERIOD_MICROS = 2_000_000;

    /**
     * Most that the least delay may change, as a part of the time in which it does. Pictures of HLS
     * come in bursts of some seconds; a smaller error of the rate is made good with each period.
     */
    private static final double MAX_DRIFT = 0.5;

    /** A network that stutters now and then is nothing to tell people. */
    private static final int PERIODS_BEFORE_NOTICE = 3;

    private static final String NOTICE = ": frames are sampled by their arrival";

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Timeline timeline = new Timeline();
    private long first;
    private long last = Long.MIN_VALUE;
    private long lastStamp;
    private long periodStart;
    private long delay;
    private long delayBefore;
    private int periods;
    private int disagreements;
    private boolean trusted;
    private boolean noticed;
    private String notice;

    /**
     * Makes a clock for one run.
     *
     * @param delivery whether pictures come in segments: then their arrival says little, and time
     *     stamps are trusted until they disagree with it
     * @param clock the wall clock, which may be set
     * @param nanoTime as {@link System#nanoTime()}
     */
    LiveClock(Delivery delivery, Clock clock, LongSupplier nanoTime) {
        this.trusted = delivery == Delivery.LIVE_IN_SEGMENTS;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Moment place(long pts, long duration) {
        Instant wall = clock.instant();
        long now = nanoTime.getAsLong() / 1000;
        boolean isFirst = last == Long.MIN_VALUE;
        lastStamp = isFirst ? now : lastStamp;
        last = Math.max(last, estimate(pts, duration, now));
        if (isFirst) {
            first = last;
        }
        Instant captureTime = wall.minus(now - last, ChronoUnit.MICROS);
        return new Moment(captureTime.truncatedTo(ChronoUnit.MICROS), last - first);
    }

    @Override
    public void restart() {
        timeline.restart();
    }

    @Override
    public Optional<String> takeNotice() {
        Optional<String> line = Optional.ofNullable(notice);
        notice = null;
        return line;
    }

    /** Never after now. */
    private long estimate(long pts, long duration, long now) {
        if (pts == Video.NO_PTS) {
            if (now - lastStamp >= PERIOD_MICROS) { // the first pictures of a stream may lack them
                notice("the stream has no time stamps");
            }
            return now;
        }
        lastStamp = now;
        long micros = timeline.place(pts, duration);
        watch(now - micros, now);
        return trusted ? micros + Math.min(delay, delayBefore) : now;
    }

    /**
     * Keeps the least delay of this period and of the one before.
     *
     * @param here arrival less time stamp: the delay, but for a constant
     */
    private void watch(long here, long now) {
        if (periods > 0 && now - periodStart < PERIOD_MICROS) {
            delay = Math.min(delay, here);
            return;
        }
        if (periods > 1) {
            trusted = Math.abs(delay - delayBefore) <= MAX_DRIFT * (now - periodStart);
            disagreements = trusted ? 0 : disagreements + 1;
        }
        if (disagreements >= PERIODS_BEFORE_NOTICE) {
            notice("the stream's time stamps do not follow real time");
        }
        periods++;
        delayBefore = periods == 1 ? here : delay;
        delay = here;
        periodStart = now;
    }

    private void notice(String reason) {
        if (!noticed) {
            noticed = true;
            notice = reason + NOTICE;
        }
    }
}
