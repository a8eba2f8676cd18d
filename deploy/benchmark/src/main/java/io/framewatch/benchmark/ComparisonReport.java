package io.framewatch.benchmark;

/**
 * The job beside other ways to classify the JPEG frames of the same topic; rates are medians of the
 * rounds, with the broker on the same cores.
 *
 * @param jobFramesPerSecond the job with a task for each core
 * @param pythonFramesPerSecond a Python process for each core; null if there was no Python
 * @param singleFrameMapFramesPerSecond the job with {@link SingleFrameMap} as its operator
 */
record ComparisonReport(
        double jobFramesPerSecond,
        Double pythonFramesPerSecond,
        double singleFrameMapFramesPerSecond) {

    /** How many times as fast as Python the job is; null if there was no Python. */
    Double jobToPython() {
        return pythonFramesPerSecond == null ? null : jobFramesPerSecond / pythonFramesPerSecond;
    }

    /** How many times as fast as the map function the job is. */
    Double jobToSingleFrameMap() {
        return jobFramesPerSecond / singleFrameMapFramesPerSecond;
    }
}
