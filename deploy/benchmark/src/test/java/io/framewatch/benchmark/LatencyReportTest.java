package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

    @Test
    void shouldTakePercentilesOfUnsortedLatencies() {
        long[] latencies = LongStream.rangeClosed(1, 200).map(i -> 201 - i).toArray();

        LatencyReport report = report(latencies);

        assertThat(report.frames()).isEqualTo(200);
        assertThat(report.p50Millis()).isEqualTo(100);
        assertThat(report.p99Millis()).isEqualTo(198);
    }

    @Test
    void shouldTakeTheOnlyLatencyForAllPercentiles() {
        LatencyReport report = report(new long[] {7});

        assertThat(report.p50Millis()).isEqualTo(7);
        assertThat(report.p99Millis()).isEqualTo(7);
    }

    @Test
    void shouldTakeTheMedianOfTheStretches() {
        long[] stalled = {30, 900};
        long[] calm = {20, 50};
        long[] busy = {25, 60};

        LatencyReport report = report(calm, stalled, busy);

        assertThat(report.frames()).isEqualTo(6);
        assertThat(report.p50Millis()).isEqualTo(25);
        assertThat(report.p99Millis()).isEqualTo(60);
        assertThat(report.p99MillisByStretch()).containsExactly(50.0, 900.0, 60.0);
    }

    @Test
    void shouldAimAtTheLongestWaitAndThreeBatches() {
        assertThat(report(new long[] {0}).aim().aimMillis()).isEqualTo(20 + 3 * 12.5);
    }

    private static LatencyReport report(long[]... stretchesMillis) {
        return LatencyReport.of(
                Stream.of(stretchesMillis).map(LatencyReportTest::histogram).toList(),
                300,
                Duration.ofMillis(20),
                Duration.ofNanos(12_500_000));
    }

    private static Histogram histogram(long[] millis) {
        Histogram histogram = new Histogram(LatencyBench.DIGITS);
        LongStream.of(millis).forEach(histogram::recordValue);
        return histogram;
    }
}
