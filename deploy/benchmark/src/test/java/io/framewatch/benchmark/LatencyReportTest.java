package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

    @Test
    void shouldTakePercentilesOfUnsortedLatencies() {
        List<Duration> latencies =
                IntStream.rangeClosed(1, 200).mapToObj(i -> Duration.ofMillis(201 - i)).toList();

        LatencyReport report = report(List.of(latencies));

        assertThat(report.frames()).isEqualTo(200);
        assertThat(report.p50Millis()).isEqualTo(100);
        assertThat(report.p99Millis()).isEqualTo(198);
    }

    @Test
    void shouldTakeTheOnlyLatencyForAllPercentiles() {
        LatencyReport report = report(List.of(List.of(Duration.ofMillis(7))));

        assertThat(report.p50Millis()).isEqualTo(7);
        assertThat(report.p99Millis()).isEqualTo(7);
    }

    @Test
    void shouldTakeTheMedianOfTheStretches() {
        List<Duration> stalled = List.of(Duration.ofMillis(30), Duration.ofMillis(900));
        List<Duration> calm = List.of(Duration.ofMillis(20), Duration.ofMillis(50));
        List<Duration> busy = List.of(Duration.ofMillis(25), Duration.ofMillis(60));

        LatencyReport report = report(List.of(calm, stalled, busy));

        assertThat(report.frames()).isEqualTo(6);
        assertThat(report.p50Millis()).isEqualTo(25);
        assertThat(report.p99Millis()).isEqualTo(60);
        assertThat(report.p99MillisByStretch()).containsExactly(50.0, 900.0, 60.0);
    }

    @Test
    void shouldAimAtTheLongestWaitAndThreeBatches() {
        assertThat(report(List.of(List.of(Duration.ZERO))).aimMillis()).isEqualTo(20 + 3 * 12.5);
    }

    private static LatencyReport report(List<List<Duration>> stretches) {
        return LatencyReport.of(
                stretches, 300, Duration.ofMillis(20), Duration.ofNanos(12_500_000));
    }
}
