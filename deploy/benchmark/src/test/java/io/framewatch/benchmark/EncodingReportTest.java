package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EncodingReportTest {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Offset<Double> SLACK = Offset.offset(1e-9);

    @Test
    void shouldDivideMedianByMedian() {
        EncodingReport report = report(round(1000, 500, 0), round(800, 600, 0), round(900, 90, 0));

        assertThat(report.rates().runtimeFramesPerSecond()).isEqualTo(900, SLACK);
        assertThat(report.rates().jobFramesPerSecond()).isEqualTo(500, SLACK);
        assertThat(report.rates().jobToRuntime()).isEqualTo(500 / 900.0, SLACK);
    }

    @Test
    void shouldGiveTheJobTheCoresThatTheBrokerLeft() {
        double brokerSeconds = CORES / 4.0; // of each second

        EncodingReport report = report(round(1000, 600, brokerSeconds));

        assertThat(report.rates().jobToRuntime()).isEqualTo(0.6, SLACK);
        assertThat(report.rates().jobToRuntimeWithoutBroker()).isEqualTo(0.8, SLACK);
        assertThat(report.speedUps().parallelSpeedUp()).isEqualTo(800 / 300.0, SLACK);
        assertThat(report.speedUps().runtimeSpeedUp()).isEqualTo(2, SLACK);
    }

    @Test
    void shouldSayWhereProcessorTimeAndHeapWent() {
        EncodingReport report = report(round(1000, 500, 0.05));

        assertThat(report.costs().allocatedBytesPerFrame()).isEqualTo(3000, SLACK);
        assertThat(report.costs().cpuMicrosPerFrame())
                .containsEntry("runtime alone", 2000.0)
                .containsEntry("classify tasks", 1000.0)
                .containsEntry("Kafka consumers", 200.0)
                .containsEntry("alert tasks", 0.0)
                .containsEntry("broker", 100.0);
    }

    @Test
    void shouldTellTheTimeOfABatchOnOneThread() {
        EncodingReport report = report(round(1000, 500, 0));

        assertThat(report.batchTime(8, 2)).isEqualTo(Duration.ofMillis(16));
    }

    private static EncodingReport report(Round... rounds) {
        return EncodingReport.of(new JobRun.Whole(10, 10, 8), 100, List.of(rounds));
    }

    /** One second each; one task answers 300 frames, one thread 500. */
    private static Round round(long runtimeFrames, long jobFrames, double brokerSeconds) {
        Map<Part, Usage.Counts> used =
                Map.of(
                        Part.CLASSIFY, new Usage.Counts(jobFrames * 1_000_000, jobFrames * 1000),
                        Part.FETCH, new Usage.Counts(jobFrames * 200_000, jobFrames * 2000));
        return new Round(
                new RuntimeLoop.Run(runtimeFrames, 1, runtimeFrames * 0.002),
                new RuntimeLoop.Run(500, 1, 1),
                new JobRun.Window(jobFrames, 1, used, brokerSeconds),
                new JobRun.Window(300, 1, used, 0));
    }
}
