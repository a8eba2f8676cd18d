package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.ingest.capture.ProbeReport.TimeStamps;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class StampCheckTest {

    @Test
    void shouldTrustStampsThatAgreeWithArrival() {
        StampCheck live = take(true, arrival -> 7_000_000 + arrival);

        assertThat(live.verdict()).isEqualTo(TimeStamps.GOOD);
        assertThat(live.fps()).isCloseTo(25, within(1e-9));
    }

    @Test
    void shouldLeaveOutWhatACameraHadInStore() {
        StampCheck live = new StampCheck(true);
        for (int stored = 0; stored < 50; stored++) {
            live.add(40_000L * stored, 10L * stored);
        }
        for (long arrival = 1_000_000; arrival < 5_000_000; arrival += 40_000) {
            live.add(1_000_000 + arrival, arrival);
        }

        assertThat(live.verdict()).isEqualTo(TimeStamps.GOOD);
        assertThat(live.fps()).isCloseTo(25, within(1e-9));
    }

    @Test
    void shouldFindStampsThatAreMissing() {
        assertThat(take(true, arrival -> Video.NO_PTS).verdict()).isEqualTo(TimeStamps.MISSING);
        assertThat(take(true, arrival -> arrival < 1_100_000 ? Video.NO_PTS : arrival).verdict())
                .as("only the first ones")
                .isEqualTo(TimeStamps.GOOD);
    }

    @Test
    void shouldFindStampsThatStandStill() {
        assertThat(take(true, arrival -> 5).verdict()).isEqualTo(TimeStamps.CONSTANT);
    }

    @Test
    void shouldFindStampsThatGoBack() {
        assertThat(
                        take(true, arrival -> arrival > 3_000_000 ? arrival - 2_000_000 : arrival)
                                .verdict())
                .isEqualTo(TimeStamps.BACKWARDS);
    }

    @Test
    void shouldFindStampsOfAnotherRateThanArrival() {
        assertThat(take(true, arrival -> arrival * 90).verdict()).isEqualTo(TimeStamps.OTHER_RATE);
    }

    @Test
    void shouldTakeTheRateOfAFileFromItsStamps() {
        StampCheck file = take(false, arrival -> arrival * 2);

        assertThat(file.verdict()).isEqualTo(TimeStamps.GOOD);
        assertThat(file.fps()).isCloseTo(12.5, within(1e-9));
    }

    /** Pictures for five seconds, 25 a second. */
    private static StampCheck take(boolean live, LongUnaryOperator pts) {
        StampCheck stamps = new StampCheck(live);
        for (long arrival = 0; arrival < 5_000_000; arrival += 40_000) {
            stamps.add(pts.applyAsLong(arrival), arrival);
        }
        return stamps;
    }
}
