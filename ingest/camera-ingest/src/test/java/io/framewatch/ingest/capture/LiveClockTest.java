package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.CaptureClock.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveClockTest {

    private static final Instant START = Instant.parse("2026-11-25T04:00:00Z");
    private static final long SECOND = 1_000_000;

    private final TestingClock wall = new TestingClock();
    private LiveClock clock = clock(Delivery.LIVE);
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {-500, 0, 500})
    void shouldStayWithinATenthOfASecondOfRealTimeForHalfAnHour(int driftPpm) throws Exception {
        long worst = 0;
        for (long taken = 0; taken < 1800 * SECOND; taken += 40_000) {
            wall.arrive(taken + 5_000 + random.nextInt(60_000));
            Moment moment = clock.place(taken + taken * driftPpm / SECOND, 40_000);
            worst = Math.max(worst, error(moment, taken));
        }

        assertThat(worst).isLessThan(100_000);
        assertThat(clock.takeNotice()).isEmpty();
    }

    @Test
    void shouldSmoothTheJitterOfTheNetwork() throws Exception {
        long worst = 0;
        for (int i = 0; i < 2000; i++) {
            wall.arrive(i * 40_000L + random.nextInt(200_000));
            Moment moment = clock.place(i * 40_000L, 40_000);
            if (i > 150) {
                worst = Math.max(worst, error(moment, i * 40_000L));
            }
        }

        assertThat(worst).isLessThan(100_000);
    }

    @Test
    void shouldGivePicturesThatWereHeldUpTheTimeWhenTheyWereTaken() throws Exception {
        play(10, i -> i * 40_000);
        wall.arrive(15 * SECOND);
        for (long taken = 10 * SECOND; taken < 15 * SECOND; taken += 40_000) {
            assertThat(error(clock.place(taken, 40_000), taken)).isLessThan(10_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"constant", "zero", "kilohertz", "random", "fast", "jumping"})
    void shouldTakeTheArrivalWhereTimeStampsCannotBeTrusted(String kind) throws Exception {
        LongUnaryOperator stamps =
                switch (kind) {
                    case "constant" -> i -> 12_345;
                    case "zero" -> i -> 0;
                    case "kilohertz" -> i -> i * 40_000 / 90;
                    case "random" -> i -> random.nextInt(Integer.MAX_VALUE);
                    case "fast" -> i -> i * 400_000;
                    default -> i -> i * 40_000 + i / 30 * 7 * SECOND;
                };
        List<Moment> moments = play(60, stamps);

        for (int i = 0; i < moments.size(); i++) {
            assertThat(error(moments.get(i), i * 40_000L)).isLessThan(10_000);
        }
        assertThat(clock.takeNotice())
                .contains(
                        "the stream's time stamps do not follow real time: frames are sampled by"
                                + " their arrival");
        assertThat(clock.takeNotice()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {36_000 * SECOND, -20 * SECOND})
    void shouldGoOnAfterAJumpOfTheCamerasClock(long jump) throws Exception {
        List<Moment> moments = play(60, i -> i * 40_000 + (i < 500 ? 0 : jump));

        for (int i = 0; i < moments.size(); i++) {
            assertThat(error(moments.get(i), i * 40_000L)).isLessThan(50_000);
        }
        assertThat(clock.takeNotice()).isEmpty();
    }

    /** As HLS brings them: six seconds at once. */
    @Test
    void shouldSpreadPicturesThatComeInBursts() throws Exception {
        clock = clock(Delivery.LIVE_IN_SEGMENTS);
        long worst = 0;
        for (int burst = 0; burst < 20; burst++) {
            wall.arrive((burst + 1) * 6L * SECOND + random.nextInt(1_000_000));
            for (long taken = burst * 6L * SECOND;
                    taken < (burst + 1) * 6L * SECOND;
                    taken += 40_000) {
                long error = error(clock.place(taken, 40_000), taken);
                worst = burst < 2 ? 0 : Math.max(worst, error);
            }
        }

        assertThat(worst).isLessThan(1_500_000);
        assertThat(clock.takeNotice()).isEmpty();
    }

    @Test
    void shouldNotComplainOfFirstPicturesWithoutTimeStamps() throws Exception {
        play(10, i -> i < 20 ? Video.NO_PTS : i * 40_000);

        assertThat(clock.takeNotice()).isEmpty();
    }

    @Test
    void shouldSayThatAStreamHasNoTimeStamps() throws Exception {
        List<Moment> moments = play(10, i -> Video.NO_PTS);

        for (int i = 0; i < moments.size(); i++) {
            assertThat(moments.get(i).micros()).isEqualTo(i * 40_000L);
        }
        assertThat(clock.takeNotice())
                .contains("the stream has no time stamps: frames are sampled by their arrival");
    }

    @Test
    void shouldFollowTheWallClockThatIsSetWithoutLosingPictures() throws Exception {
        play(10, i -> i * 40_000);
        wall.offset = Duration.ofHours(-1);

        wall.arrive(10 * SECOND);
        Moment moment = clock.place(10 * SECOND, 40_000);

        assertThat(moment.captureTime()).isEqualTo(START.plusSeconds(10).minusSeconds(3600));
        assertThat(moment.micros()).isEqualTo(10 * SECOND);
    }

    /** Pictures that arrive as they are taken, 25 a second. */
    private List<Moment> play(int seconds, LongUnaryOperator stamps) throws Exception {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < seconds * 25; i++) {
            wall.arrive(i * 40_000L);
            moments.add(clock.place(stamps.applyAsLong(i), 40_000));
        }
        return moments;
    }

    private static long error(Moment moment, long taken) {
        return Math.abs(Duration.between(START, moment.captureTime()).toNanos() / 1000 - taken);
    }

    private LiveClock clock(Delivery delivery) {
        return new LiveClock(delivery, wall, () -> wall.micros * 1000);
    }

    private static final class TestingClock extends Clock {
        private long micros;
        private Duration offset = Duration.ZERO;

        private void arrive(long time) {
            micros = Math.max(micros, time);
        }

        @Override
        public Instant instant() {
            return START.plusNanos(micros * 1000).plus(offset);
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
