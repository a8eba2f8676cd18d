package io.framewatch.benchmark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What was measured over the frames of one encoding; rates are medians of the rounds.
 *
 * @param framesIn frames on the topic
 * @param framesOut results and dead letters of the run over all of them
 * @param frameBytes mean size of a frame's image
 * @param meanBatch mean size of the batches
 * @param jobFramesPerSecond the job with a task for each core
 * @param runtimeFramesPerSecond ONNX Runtime alone, with as many threads
 * @param jobToRuntime the job's rate divided by the runtime's, with the broker on the same cores
 * @param jobToRuntimeWithoutBroker the same for each core that the broker left to the job
 * @param parallelSpeedUp from one task to one for each core, for each core that the broker left
 * @param runtimeSpeedUp speed-up of ONNX Runtime alone, from one thread to one for each core: the
 *     most that this machine allows
 * @param allocatedBytesPerFrame heap that the job's threads allocated
 * @param cpuMicrosPerFrame processor time by part, and that of the runtime alone
 */
record EncodingReport(
        long framesIn,
        long framesOut,
        double frameBytes,
        double meanBatch,
        double jobFramesPerSecond,
        double runtimeFramesPerSecond,
        double jobToRuntime,
        double jobToRuntimeWithoutBroker,
        double parallelSpeedUp,
        double runtimeSpeedUp,
        double allocatedBytesPerFrame,
        Map<String, Double> cpuMicrosPerFrame) {

    static EncodingReport of(JobRun.Whole whole, double frameBytes, List<Round> rounds) {
        double job = median(rounds, round -> round.job().framesPerSecond());
        double runtime = median(rounds, round -> round.runtime().framesPerSecond());
        double perCoreLeft = median(rounds, round -> round.job().framesPerSecondOfCoresLeft());
        double oneTask = median(rounds, round -> round.oneTask().framesPerSecond());
        return new EncodingReport(
                whole.framesIn(),
                whole.framesOut(),
                frameBytes,
                whole.meanBatch(),
                job,
                runtime,
                job / runtime,
                perCoreLeft / runtime,
                perCoreLeft / oneTask,
                runtime / median(rounds, round -> round.oneThread().framesPerSecond()),
                median(rounds, round -> round.job().allocatedBytesPerFrame()),
                cpuMicrosPerFrame(rounds));
    }

    /** Time of a full batch for the runtime alone, on one of its threads. */
    Duration batchTime(int batch, int threads) {
        return Duration.ofNanos((long) (batch * threads * 1e9 / runtimeFramesPerSecond));
    }

    private static Map<String, Double> cpuMicrosPerFrame(List<Round> rounds) {
        Map<String, Double> micros = new LinkedHashMap<>();
        micros.put("runtime alone", median(rounds, round -> round.runtime().cpuMicrosPerFrame()));
        for (Part part : Part.values()) {
            micros.put(
                    part.toString(), median(rounds, round -> round.job().cpuMicrosPerFrame(part)));
        }
        micros.put("broker", median(rounds, round -> round.job().brokerMicrosPerFrame()));
        return micros;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return new Median().evaluate(rounds.stream().mapToDouble(value).toArray());
    }
}
