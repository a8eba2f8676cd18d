package io.framewatch.benchmark;

import java.util.List;

/**
 * The job beside other ways to classify the JPEG frames of the same topic, with the broker on the
 * same cores.
 *
 * @param job the job with a task for each core
 * @param python the Python loop, its model with a thread on each core; null if there was no Python
 * @param pythonProcesses such a loop for each core, with one thread each; null if there was no
 *     Python
 * @param singleFrameMap the job with {@link SingleFrameMap} as its operator
 */
record ComparisonReport(Speed job, Speed python, Speed pythonProcesses, Speed singleFrameMap) {

    /**
     * How fast a way is; medians of the rounds.
     *
     * @param framesPerSecond by the time that passed
     * @param cpuMicrosPerFrame processor time without the broker's: says more than the rate where
     *     the machine has other work
     */
    record Speed(double framesPerSecond, double cpuMicrosPerFrame) {

        /** Null for no measurements. */
        static Speed median(List<Speed> measured) {
            if (measured.isEmpty()) {
                return null;
            }
            return new Speed(
                    Median.of(measured.stream().map(Speed::framesPerSecond).toList()),
                    Median.of(measured.stream().map(Speed::cpuMicrosPerFrame).toList()));
        }
    }

    /** How many times as fast as the Python loop the job is; null if there was no Python. */
    Double jobToPython() {
        return jobTo(python);
    }

    /** How many times as fast as the Python processes the job is; null if there was no Python. */
    Double jobToPythonProcesses() {
        return jobTo(pythonProcesses);
    }

    /** How many times as fast as the map function the job is. */
    Double jobToSingleFrameMap() {
        return jobTo(singleFrameMap);
    }

    private Double jobTo(Speed other) {
        return other == null ? null : job.framesPerSecond() / other.framesPerSecond();
    }
}
