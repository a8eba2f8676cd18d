package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.benchmark.ClusterReport.Throughput;
import io.framewatch.benchmark.FaultsReport.Recovery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterReportTest {

    @Test
    void shouldCompareTurnByTurn() {
        // The machine was half as fast in the second turn.
        Throughput throughput =
                Throughput.of(List.of(960.0, 480.0, 990.0), List.of(1000.0, 500.0, 1000.0));

        assertThat(throughput.clusterFramesPerSecond()).isEqualTo(960);
        assertThat(throughput.processFramesPerSecond()).isEqualTo(1000);
        assertThat(throughput.clusterToProcess()).isEqualTo(0.96);
    }

    @Test
    void shouldPrintEachFigure() {
        ClusterReport report =
                new ClusterReport(
                        0.5,
                        new Throughput(960, 1000, 0.96),
                        41.25,
                        Map.of(Fault.TASK_MANAGER, new Recovery(3, 9.5, 12, 12)));

        assertThat(report.toText())
                .isEqualToNormalizingNewlines(
                        """
                        load average before 0.5
                        cluster 960 frames/s, one process 1000 frames/s, ratio 0.96
                        first alert 41.3 s after the start of everything
                        task manager killed 3 times: first new result after p50 9.5 s, max 12.0 s""");
    }
}
