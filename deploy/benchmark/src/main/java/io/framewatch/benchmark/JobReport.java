package io.framewatch.benchmark;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * The result of {@code bench job}. Figures that were not measured are null.
 *
 * @param raw frames as pixels
 * @param jpeg frames as JPEG
 * @param parallelSpeedUp that of the encoding which was measured first
 * @param latency latency at half of the job's rate
 * @param jobToPython the job's rate divided by that of the Python loop
 * @param jobToPythonProcesses the job's rate divided by that of one such loop for each core
 * @param jobToSingleFrameMap the job's rate divided by that of the map function
 * @param comparison the rates of the last three ratios
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
