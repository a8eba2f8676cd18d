package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.framewatch.benchmark.ComparisonReport.Implementation;
import java.util.Objects;
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
    "jobToOpenvino",
    "jobToOpenvinoProcesses",
    "jobToTuned",
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
        return jobTo(Implementation.PYTHON);
    }

    /** The job's rate divided by that of one Python loop for each core. */
    @JsonProperty
    Double jobToPythonProcesses() {
        return jobTo(Implementation.PYTHON_PROCESSES);
    }

    /** The job's rate divided by that of the Python loop with OpenVINO. */
    @JsonProperty
    Double jobToOpenvino() {
        return jobTo(Implementation.OPENVINO);
    }

    /** The job's rate divided by that of one Python loop with OpenVINO for each core. */
    @JsonProperty
    Double jobToOpenvinoProcesses() {
        return jobTo(Implementation.OPENVINO_PROCESSES);
    }

    /** The job's rate divided by that of the job with the model tuned for ONNX Runtime. */
    @JsonProperty
    Double jobToTuned() {
        return jobTo(Implementation.TUNED);
    }

    /** The job's rate divided by that of the map function. */
    @JsonProperty
    Double jobToSingleFrameMap() {
        return jobTo(Implementation.SINGLE_FRAME_MAP);
    }

    private Double jobTo(Implementation other) {
        return comparison == null ? null : comparison.jobTo(other);
    }

    /** Whether every frame was answered. */
    boolean isComplete() {
        return Stream.of(raw, jpeg)
                .filter(Objects::nonNull)
                .map(EncodingReport::frames)
                .allMatch(frames -> frames.framesIn() == frames.framesOut());
    }
}
