package io.framewatch.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The job and other implementations that classify the JPEG frames of the same topic, with the
 * broker on the same cores.
 *
 * @param job the job with a task for each core
 * @param python the Python loop, its model with a thread on each core; null if there was no Python
 * @param pythonProcesses one such loop with one thread for each core; null if there was no Python
 * @param singleFrameMap the job with {@link SingleFrameMap} as its operator
 */
record ComparisonReport(Speed job, Speed python, Speed pythonProcesses, Speed singleFrameMap) {

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

    private static double median(List<Speed> measured, ToDoubleFunction<Speed> value) {
        return new Median().evaluate(measured.stream().mapToDouble(value).toArray());
    }

    /** How many times as fast as the Python loop the job is; null if there was no Python. */
    Double jobToPython() {
        return jobTo(python);
    }

    /** The job's rate divided by that of the Python processes; null if there was no Python. */
    Double jobToPythonProcesses() {
        return jobTo(pythonProcesses);
    }

    /** The job's rate divided by that of the map function. */
    Double jobToSingleFrameMap() {
        return jobTo(singleFrameMap);
    }

    private Double jobTo(Speed other) {
        return other == null ? null : job.framesPerSecond() / other.framesPerSecond();
    }
}
