package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.benchmark.FaultsReport.Differences;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FaultsReportTest {

    private static final List<String> RESULTS = List.of("a", "b", "c");
    private static final List<String> ALERTS = List.of("1 STARTED", "1 ENDED");
    private static final List<String> LETTERS = List.of("0/1");

    private final Histogram recovery = new Histogram(3);

    @Test
    void shouldFindNothingWhereNothingDiffers() {
        FaultsReport report = report(List.of("c", "a", "b"), ALERTS, LETTERS);

        assertThat(report.isEquivalent()).isTrue();
        assertThat(report.toText()).contains("as undisturbed");
    }

    @Test
    void shouldCountEveryDifference() {
        FaultsReport report =
                report(
                        List.of("a", "a", "b", "d"),
                        List.of("1 STARTED", "1 STARTED", "2 STARTED"),
                        List.of("0/1", "0/1"));

        assertThat(report.isEquivalent()).isFalse();
        assertThat(report.differences())
                .returns(1L, Differences::classificationsMissing)
                .returns(1L, Differences::classificationsRepeated)
                .returns(1L, Differences::deadLettersRepeated)
                .returns(
                        List.of(
                                "undisturbed only: 1 ENDED",
                                "killed only: 1 STARTED", // once more
                                "killed only: 2 STARTED"),
                        Differences::alertsDifferent)
                .returns(0L, Differences::unaccounted);
    }

    @Test
    void shouldCountWhatIsNotAnswered() {
        assertThat(report(List.of("a", "b"), ALERTS, LETTERS).differences().unaccounted())
                .isEqualTo(1);
    }

    @Test
    void shouldGiveRecoveryInSeconds() {
        recovery.recordValue(1_000);
        recovery.recordValue(3_000);

        assertThat(report(RESULTS, ALERTS, LETTERS).recoverySeconds())
                .isEqualTo(new FaultsReport.Recovery(2, 1.0, 3.001, 3.001));
    }

    private FaultsReport report(
            List<String> results, List<String> alerts, List<String> deadLetters) {
        return FaultsReport.of(
                1,
                4,
                new FaultsReport.Committed(RESULTS, ALERTS, LETTERS),
                new FaultsReport.Committed(results, alerts, deadLetters),
                recovery);
    }
}
