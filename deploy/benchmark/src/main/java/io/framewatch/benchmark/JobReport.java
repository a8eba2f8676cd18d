package io.framewatch.benchmark;

/**
 * The result of {@code bench job}; what was not measured is null.
 *
 * @param raw frames as pixels
 * @param jpeg frames as JPEG
 * @param parallelSpeedUp that of the encoding which was measured first
 * @param jobToPython how many times as fast as the Python loop the job is
 * @param jobToSingleFrameMap how many times as fast as the map function the job is
 * @param comparison what the last two are ratios of
 */
record JobReport(
        EncodingReport raw,
        EncodingReport jpeg,
        Double parallelSpeedUp,
        Double jobToPython,
        Double jobToSingleFrameMap,
        ComparisonReport comparison) {

    static JobReport of(EncodingReport raw, EncodingReport jpeg, ComparisonReport comparison) {
        EncodingReport first = raw == null ? jpeg : raw;
        return new JobReport(
                raw,
                jpeg,
                first == null ? null : first.parallelSpeedUp(),
                comparison == null ? null : comparison.jobToPython(),
                comparison == null ? null : comparison.jobToSingleFrameMap(),
                comparison);
    }
}
