package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final Instant START = Instant.parse("2026-11-25T04:00:00.123456789Z");

    private final TestingClock clock = new TestingClock();

    @Test
    void shouldHoldBackAFileUntilEachPictureIsDue() throws InterruptedException {
        Pacer pacer = pacer(Pace.REAL_TIME);
        clock.now = START.plusSeconds(2); // opening took its time

        assertThat(pacer.captureTime(0)).isEqualTo("2026-11-25T04:00:02.123456Z");
        assertThat(pacer.captureTime(80_000)).isEqualTo("2026-11-25T04:00:02.203456Z");
        clock.now = clock.now.plusMillis(100); // a slow picture: the next one is late, not lost
        assertThat(pacer.captureTime(160_000)).isEqualTo("2026-11-25T04:00:02.303456Z");
        assertThat(pacer.captureTime(240_000)).isEqualTo("2026-11-25T04:00:02.363456Z");
    }

    @Test
    void shouldNotCatchUpAfterALongDelay() throws InterruptedException {
        Pacer pacer = pacer(Pace.REAL_TIME);
        pacer.captureTime(0);
        clock.now = clock.now.plusSeconds(30); // Kafka was away

        pacer.captureTime(80_000);
        Instant after = clock.now;
        pacer.captureTime(160_000);

        assertThat(clock.now).isEqualTo(after.plusMillis(80));
    }

    @Test
    void shouldNotWaitForAPictureOfTheFarFuture() throws InterruptedException {
        Pacer pacer = pacer(Pace.REAL_TIME);
        pacer.captureTime(0);

        pacer.captureTime(3_600_000_000L);

        assertThat(clock.now).isEqualTo(START);
    }

    @Test
    void shouldGiveAFastFileTheTimesOfARealOne() throws InterruptedException {
        Pacer pacer = pacer(Pace.FAST);
        clock.now = START.plusSeconds(2);

        assertThat(pacer.captureTime(0)).isEqualTo("2026-11-25T04:00:00.123456Z");
        assertThat(pacer.captureTime(1_800_000_000L)).isEqualTo("2026-11-25T04:30:00.123456Z");
        assertThat(clock.now).isEqualTo(START.plusSeconds(2));
    }

    /** An hour ahead Kafka refuses them, by default. */
    @Test
    void shouldKeepTheTimesOfALongFastFileNearTheClock() throws InterruptedException {
        Pacer pacer = pacer(Pace.FAST);
        clock.now = START.plusSeconds(2);

        assertThat(pacer.captureTime(9_000_000_000L)).isEqualTo("2026-11-25T04:30:02.123456Z");
        clock.now = START.plusSeconds(10_000);
        assertThat(pacer.captureTime(9_000_000_001L)).isEqualTo("2026-11-25T06:30:00.123457Z");
    }

    private Pacer pacer(Pace pace) {
        return new Pacer(pace, START, clock, clock::sleep);
    }

    /** A clock that goes on only when somebody sleeps. */
    private static final class TestingClock extends Clock {
        private Instant now = START;

        private void sleep(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
