package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingPicturesTest {

    private final MissingPictures missing = new MissingPictures();

    @Test
    void shouldCountWhatIsMissingAtAConstantRate() {
        steady(10);

        assertThat(missing.before(10 * 40_000, true)).isZero();
        assertThat(missing.before(14 * 40_000 + 500, true)).isEqualTo(3);
        assertThat(missing.before(15 * 40_000, true)).isZero();
    }

    @Test
    void shouldTakeAGapForAPauseIfNothingIsKnownToBeLost() {
        steady(10);

        assertThat(missing.before(100 * 40_000, false)).isZero();
    }

    @Test
    void shouldCountNothingWithoutAConstantRateOrWithoutTimeStamps() {
        assertThat(missing.before(0, true)).isZero();
        assertThat(missing.before(40_000, true)).isZero();
        assertThat(missing.before(200_000, true)).isZero();
        assertThat(missing.before(Video.NO_PTS, true)).isZero();
        assertThat(missing.before(900_000, true)).isZero();
    }

    @Test
    void shouldNotTakeAJumpOfTheClockForLostPictures() {
        steady(10);

        assertThat(missing.before(3_600_000_000L, true)).isZero();
        assertThat(missing.before(0, true)).isZero();
    }

    private void steady(int pictures) {
        for (int i = 0; i < pictures; i++) {
            assertThat(missing.before(i * 40_000L, true)).isZero();
        }
    }
}
