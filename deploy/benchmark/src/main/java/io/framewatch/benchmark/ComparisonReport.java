package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The job and other implementations that classify the JPEG frames of the same topic, with the
 * broker on the same cores.
 *
 * @param speeds the speed of each implementation; null if it was not measured
 */
record ComparisonReport(@JsonValue Map<Implementation, Speed> speeds) {

    /** Who classifies. */
    enum Implementation {
        /** The job with a task for each core. */
        @JsonProperty("job")
        JOB,
        /** The same with the model tuned for ONNX Runtime instead of on kernels. */
        @JsonProperty("tuned")
        TUNED,
        /** The Python loop, its model with a thread on each core. */
        @JsonProperty("python")
        PYTHON,
        /** One such loop with one thread for each core. */
        @JsonProperty("pythonProcesses")
        PYTHON_PROCESSES,
        /** The Python loop with OpenVINO. */
        @JsonProperty("openvino")
        OPENVINO,
        /** One such loop with one thread for each core. */
        @JsonProperty("openvinoProcesses")
        OPENVINO_PROCESSES,
        /** The job with {@link SingleFrameMap} as its operator. */
        @JsonProperty("singleFrameMap")
        SINGLE_FRAME_MAP
    }

    /**
     * The speed of an implementation: medians of the rounds.
     *
     * @param framesPerSecond rate by elapsed time
     * @param cpuMicrosPerFrame processor time without the broker's; more reliable than the rate on
     *     a busy machine
     */
    record Speed(double framesPerSecond, double cpuMicrosPerFrame) {

        /** Null if there are no measurements. */
        static Speed median(List<Speed> measured) {
            if (measured.isEmpty()) {
                return null;
            }
            return new Speed(
                    ComparisonReport.median(measured, Speed::framesPerSecond),
                    ComparisonReport.median(measured, Speed::cpuMicrosPerFrame));
        }
    }

    ComparisonReport {
        Map<Implementation, Speed> all = new EnumMap<>(Implementation.class);
        for (Implementation implementation : Implementation.values()) {
            all.put(implementation, speeds.get(implementation));
        }
        speeds = Collections.unmodifiableMap(all);
    }

    private static double median(List<Speed> measured, ToDoubleFunction<Speed> value) {
        return new Median().evaluate(measured.stream().mapToDouble(value).toArray());
    }

    /** The job's rate divided by that of another one; null if that was not measured. */
    Double jobTo(Implementation other) {
        return speeds.get(other) == null
                ? null
                : speeds.get(Implementation.JOB).framesPerSecond()
                        / speeds.get(other).framesPerSecond();
    }
}
