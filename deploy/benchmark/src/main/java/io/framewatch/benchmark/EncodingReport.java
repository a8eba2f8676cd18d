package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What was measured over the frames of one encoding; rates are medians of the rounds.
 *
 * @param frames the frames of the run over all of them
 * @param rates of the job and of the runtime
 * @param speedUps by parallel tasks and threads
 * @param costs of a frame
 */
record EncodingReport(
        @JsonUnwrapped Frames frames,
        @JsonUnwrapped Rates rates,
        @JsonUnwrapped SpeedUps speedUps,
        @JsonUnwrapped Costs costs) {

    /**
     * Frames.
     *
     * @param framesIn frames on the topic
     * @param framesOut results and dead letters of the run over all of them
     * @param frameBytes mean size of a frame's image
     * @param meanBatch mean size of the batches
     */
    record Frames(long framesIn, long framesOut, double frameBytes, double meanBatch) {

        private static Frames of(JobRun.Whole whole, double frameBytes) {
            return new Frames(whole.framesIn(), whole.framesOut(), frameBytes, whole.meanBatch());
        }
    }

    /**
     * Rates with a task or thread for each core, and their ratios.
     *
     * @param jobFramesPerSecond the job
     * @param runtimeFramesPerSecond ONNX Runtime alone
     * @param jobToRuntime the job's rate divided by the runtime's, with the broker on the same
     *     cores
     * @param jobToRuntimeWithoutBroker the same for each core that the broker left to the job
     */
    record Rates(
            double jobFramesPerSecond,
            double runtimeFramesPerSecond,
            double jobToRuntime,
            double jobToRuntimeWithoutBroker) {

        private static Rates of(List<Round> rounds) {
            double job = median(rounds, round -> round.job().framesPerSecond());
            double runtime = median(rounds, round -> round.runtime().framesPerSecond());
            return new Rates(job, runtime, job / runtime, perCoreLeft(rounds) / runtime);
        }
    }

    /**
     * Speed-ups.
     *
     * @param parallelSpeedUp from one task to one for each core, for each core that the broker left
     * @param runtimeSpeedUp speed-up of ONNX Runtime alone, from one thread to one for each core:
     *     the most that this machine allows
     */
    record SpeedUps(double parallelSpeedUp, double runtimeSpeedUp) {

        private static SpeedUps of(List<Round> rounds) {
            double runtime = median(rounds, round -> round.runtime().framesPerSecond());
            return new SpeedUps(
                    perCoreLeft(rounds)
                            / median(rounds, round -> round.oneTask().framesPerSecond()),
                    runtime / median(rounds, round -> round.oneThread().framesPerSecond()));
        }
    }

    /**
     * Costs of a frame.
     *
     * @param allocatedBytesPerFrame heap that the job's threads allocated
     * @param cpuMicrosPerFrame processor time by part, and that of the runtime alone
     */
    record Costs(double allocatedBytesPerFrame, Map<String, Double> cpuMicrosPerFrame) {

        private static Costs of(List<Round> rounds) {
            Map<String, Double> micros = new LinkedHashMap<>();
            micros.put(
                    "runtime alone", median(rounds, round -> round.runtime().cpuMicrosPerFrame()));
            for (Part part : Part.values()) {
                micros.put(
                        part.toString(),
                        median(rounds, round -> round.job().cpuMicrosPerFrame(part)));
            }
            micros.put("broker", median(rounds, round -> round.job().brokerMicrosPerFrame()));
            return new Costs(median(rounds, round -> round.job().allocatedBytesPerFrame()), micros);
        }
    }

    static EncodingReport of(JobRun.Whole whole, double frameBytes, List<Round> rounds) {
        return new EncodingReport(
                Frames.of(whole, frameBytes),
                Rates.of(rounds),
                SpeedUps.of(rounds),
                Costs.of(rounds));
    }

    /** Time of a full batch for the runtime alone, on one of its threads. */
    Duration batchTime(int batch, int threads) {
        return Duration.ofNanos((long) (batch * threads * 1e9 / rates.runtimeFramesPerSecond));
    }

    /** Rate of the job with the broker on another machine. */
    private static double perCoreLeft(List<Round> rounds) {
        return median(rounds, round -> round.job().framesPerSecondOfCoresLeft());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return new Median().evaluate(rounds.stream().mapToDouble(value).toArray());
    }
}
