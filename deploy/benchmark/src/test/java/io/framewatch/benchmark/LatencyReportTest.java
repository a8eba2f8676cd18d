package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

    private static final Instant BEGIN = Instant.parse("2026-11-28T06:00:00Z");

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

    @Test
    void shouldLeaveOutWhatBeganOutsideOfTheStretches() {
        Stretches stretches = new Stretches(BEGIN, 2);

        stretches.record(BEGIN.minusMillis(1), Duration.ofMillis(1));
        stretches.record(BEGIN, Duration.ofMillis(2));
        stretches.record(stretches.end().minusMillis(1), Duration.ofMillis(3));
        stretches.record(stretches.end(), Duration.ofMillis(4));

        assertThat(stretches.percentiles(50)).containsExactly(2.0, 3.0);
    }

    private static LatencyReport report(long[]... stretchesMillis) {
        Stretches stretches = new Stretches(BEGIN, stretchesMillis.length);
        Instant begin = BEGIN;
        for (long[] millis : stretchesMillis) {
            for (long latency : millis) {
                stretches.record(begin, Duration.ofMillis(latency));
            }
            begin = begin.plus(Stretches.LENGTH);
        }
        return LatencyReport.of(
                stretches, 300, Duration.ofMillis(20), Duration.ofNanos(12_500_000));
    }
}
