package io.framewatch.ingest.capture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Decides when a picture of a file counts as captured. A file played in real time is held back
 * until each picture is due. A file played fast has the times that it would have in real time, but
 * at most {@link #MAX_AHEAD} ahead of the clock, as Kafka refuses times that are far ahead: an hour
 * by default. Not thread-safe.
 */
final class Pacer {

    /** After a longer gap or delay the file goes on from there instead of catching up. */
    private static final long MAX_LAG_MICROS = 1_000_000;

    private static final long MAX_WAIT_MICROS = 10_000_000;

    static final Duration MAX_AHEAD = Duration.ofMinutes(30);

    private final Pace pace;
    private final Clock clock;
    private final Sleeper sleeper;
    private Instant origin;

    /** Waits. */
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /**
     * Makes a pacer for one run.
     *
     * @param start the run's start, where the time of a file played fast begins
     */
    Pacer(Pace pace, Instant start, Clock clock, Sleeper sleeper) {
        this.pace = pace;
        this.origin = pace == Pace.FAST ? start : null;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Returns the capture time of the next picture, precise to the microsecond, waiting for it
     * where needed.
     *
     * @param micros its time since the run's first picture
     */
    Instant captureTime(long micros) throws InterruptedException {
        if (pace == Pace.FAST) {
            Instant time = origin.plus(micros, ChronoUnit.MICROS);
            Instant latest = clock.instant().plus(MAX_AHEAD);
            return (time.isBefore(latest) ? time : latest).truncatedTo(ChronoUnit.MICROS);
        }
        awaitDue(micros);
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    private void awaitDue(long micros) throws InterruptedException {
        Instant now = clock.instant();
        if (origin == null) {
            origin = now.minus(micros, ChronoUnit.MICROS);
        }
        long wait = ChronoUnit.MICROS.between(now, origin.plus(micros, ChronoUnit.MICROS));
        if (wait > MAX_WAIT_MICROS || wait < -MAX_LAG_MICROS) {
            origin = now.minus(micros, ChronoUnit.MICROS);
        } else if (wait > 0) {
            sleeper.sleep(Duration.of(wait, ChronoUnit.MICROS));
        }
    }
}
