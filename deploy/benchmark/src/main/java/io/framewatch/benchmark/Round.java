package io.framewatch.benchmark;

import java.util.Locale;

/**
 * One turn of each.
 *
 * @param runtime ONNX Runtime alone, a thread for each core
 * @param oneThread ONNX Runtime alone with one thread
 * @param job the job with a task for each core
 * @param oneTask the job with one task
 */
record Round(
        RuntimeLoop.Run runtime,
        RuntimeLoop.Run oneThread,
        JobRun.Window job,
        JobRun.Window oneTask) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "runtime %.0f frames/s, with one thread %.0f; job %.0f frames/s, with one task %.0f",
                runtime.framesPerSecond(),
                oneThread.framesPerSecond(),
                job.framesPerSecond(),
                oneTask.framesPerSecond());
    }
}
