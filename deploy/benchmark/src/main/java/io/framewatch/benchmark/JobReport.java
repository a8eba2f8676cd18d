package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The result of {@code bench job}. Figures that were not measured are null.
 *
 * @param raw frames as pixels
 * @param jpeg frames as JPEG
 * @param latency latency at half of the job's rate
 * @param comparison the rates of other implementations
 */
@JsonPropertyOrder({
    "raw",
    "jpeg",
    "parallelSpeedUp",
    "latency",
    "jobToPython",
    "jobToPythonProcesses",
    "jobToSingleFrameMap",
    "comparison"
})
record JobReport(
        EncodingReport raw,
        EncodingReport jpeg,
        LatencyReport latency,
        ComparisonReport comparison) {

    /** That of the encoding which was measured first. */
    @JsonProperty
    Double parallelSpeedUp() {
        EncodingReport first = raw == null ? jpeg : raw;
        return first == null ? null : first.speedUps().parallelSpeedUp();
    }

    /** The job's rate divided by that of the Python loop. */
    @JsonProperty
    Double jobToPython() {
        return ratio(ComparisonReport::jobToPython);
    }

    /** The job's rate divided by that of one Python loop for each core. */
    @JsonProperty
    Double jobToPythonProcesses() {
        return ratio(ComparisonReport::jobToPythonProcesses);
    }

    /** The job's rate divided by that of the map function. */
    @JsonProperty
    Double jobToSingleFrameMap() {
        return ratio(ComparisonReport::jobToSingleFrameMap);
    }

    private Double ratio(Function<ComparisonReport, Double> of) {
        return comparison == null ? null : of.apply(comparison);
    }

    /** Whether every frame was answered. */
    boolean isComplete() {
        return Stream.of(raw, jpeg)
                .filter(Objects::nonNull)
                .map(EncodingReport::frames)
                .allMatch(frames -> frames.framesIn() == frames.framesOut());
    }
}
