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

        LatencyReport report = report(latencies);

        assertThat(report.frames()).isEqualTo(200);
        assertThat(report.p50Millis()).isEqualTo(100);
        assertThat(report.p99Millis()).isEqualTo(198);
    }

    @Test
    void shouldTakeTheOnlyLatencyForAllPercentiles() {
        LatencyReport report = report(List.of(Duration.ofMillis(7)));

        assertThat(report.p50Millis()).isEqualTo(7);
        assertThat(report.p99Millis()).isEqualTo(7);
    }

    @Test
    void shouldAimAtTheLongestWaitAndThreeBatches() {
        assertThat(report(List.of(Duration.ZERO)).aimMillis()).isEqualTo(20 + 3 * 12.5);
    }

    private static LatencyReport report(List<Duration> latencies) {
        return LatencyReport.of(
                latencies, 300, Duration.ofMillis(20), Duration.ofNanos(12_500_000));
    }
}
