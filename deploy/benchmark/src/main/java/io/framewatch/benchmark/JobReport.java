package io.framewatch.benchmark;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * The result of {@code bench job}; what was not measured is null.
 *
 * @param raw frames as pixels
 * @param jpeg frames as JPEG
 * @param parallelSpeedUp that of the encoding which was measured first
 * @param latency at half of what the job can do
 * @param jobToPython how many times as fast as the Python loop the job is
 * @param jobToPythonProcesses how many times as fast as such a loop for each core it is
 * @param jobToSingleFrameMap how many times as fast as the map function the job is
 * @param comparison what the last three are ratios of
 */
record JobReport(
        EncodingReport raw,
        EncodingReport jpeg,
        Double parallelSpeedUp,
        LatencyReport latency,
        Double jobToPython,
        Double jobToPythonProcesses,
        Double jobToSingleFrameMap,
        ComparisonReport comparison) {

    static JobReport of(
            EncodingReport raw,
            EncodingReport jpeg,
            LatencyReport latency,
            ComparisonReport comparison) {
        EncodingReport first = raw == null ? jpeg : raw;
        return new JobReport(
                raw,
                jpeg,
                first == null ? null : first.parallelSpeedUp(),
                latency,
                comparison == null ? null : comparison.jobToPython(),
                comparison == null ? null : comparison.jobToPythonProcesses(),
                comparison == null ? null : comparison.jobToSingleFrameMap(),
                comparison);
    }

    /** Whether every frame was answered. */
    boolean isComplete() {
        return Stream.of(raw, jpeg)
                .filter(Objects::nonNull)
                .allMatch(report -> report.framesIn() == report.framesOut());
    }
}
