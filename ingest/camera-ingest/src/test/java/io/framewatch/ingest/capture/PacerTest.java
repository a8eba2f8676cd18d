package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.Pacer.Mode;
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
    void shouldTakeTheTimeOfALiveCameraAsItComes() throws InterruptedException {
        Pacer pacer = pacer(Mode.LIVE);
        clock.now = START.plusSeconds(5);

        assertThat(pacer.captureTime(40_000)).isEqualTo("2026-11-25T04:00:05.123456Z");
        assertThat(clock.now).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void shouldHoldBackAFileUntilEachPictureIsDue() throws InterruptedException {
        Pacer pacer = pacer(Mode.REAL_TIME);
        clock.now = START.plusSeconds(2); // opening took its time

        assertThat(pacer.captureTime(0)).isEqualTo("2026-11-25T04:00:02.123456Z");
        assertThat(pacer.captureTime(80_000)).isEqualTo("2026-11-25T04:00:02.203456Z");
        clock.now = clock.now.plusMillis(100); // a slow picture: the next one is late, not lost
        assertThat(pacer.captureTime(160_000)).isEqualTo("2026-11-25T04:00:02.303456Z");
        assertThat(pacer.captureTime(240_000)).isEqualTo("2026-11-25T04:00:02.363456Z");
    }

    @Test
    void shouldNotCatchUpAfterALongDelay() throws InterruptedException {
        Pacer pacer = pacer(Mode.REAL_TIME);
        pacer.captureTime(0);
        clock.now = clock.now.plusSeconds(30); // Kafka was away

        pacer.captureTime(80_000);
        Instant after = clock.now;
        pacer.captureTime(160_000);

        assertThat(clock.now).isEqualTo(after.plusMillis(80));
    }

    @Test
    void shouldNotWaitForAPictureOfTheFarFuture() throws InterruptedException {
        Pacer pacer = pacer(Mode.REAL_TIME);
        pacer.captureTime(0);

        pacer.captureTime(3_600_000_000L);

        assertThat(clock.now).isEqualTo(START);
    }

    @Test
    void shouldGiveAFastFileTheTimesOfARealOne() throws InterruptedException {
        Pacer pacer = pacer(Mode.FAST);
        clock.now = START.plusSeconds(2);

        assertThat(pacer.captureTime(0)).isEqualTo("2026-11-25T04:00:00.123456Z");
        assertThat(pacer.captureTime(3_600_000_000L)).isEqualTo("2026-11-25T05:00:00.123456Z");
        assertThat(clock.now).isEqualTo(START.plusSeconds(2));
    }

    private Pacer pacer(Mode mode) {
        return new Pacer(mode, START, clock, clock::sleep);
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
