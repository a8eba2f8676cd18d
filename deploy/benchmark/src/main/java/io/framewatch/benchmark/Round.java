package io.framewatch.benchmark;

import java.util.Locale;

/**
 * One turn of each.
 *
 * @param runtime ONNX Runtime alone
 * @param job the job with a task for each core
 * @param oneTask the job with one task
 */
record Round(RuntimeLoop.Run runtime, JobRun.Window job, JobRun.Window oneTask) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "runtime %.0f frames/s, job %.0f frames/s, with one task %.0f frames/s",
                runtime.framesPerSecond(),
                job.framesPerSecond(),
                oneTask.framesPerSecond());
    }
}
