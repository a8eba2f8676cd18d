package io.framewatch.local;

import io.framewatch.event.LabelScore;
import io.framewatch.ingest.capture.CameraState;
import java.util.Optional;

/**
 * One camera's line in the view.
 *
 * @param id camera id
 * @param state where the camera stands
 * @param targetFps configured rate, frames a second
 * @param fps results a second over the last seconds
 * @param frames frames classified so far
 * @param latencyMillis median from capture to result
 * @param best the latest result's best label; empty before the first
 */
record CameraRow(
        String id,
        CameraState state,
        double targetFps,
        double fps,
        long frames,
        long latencyMillis,
        Optional<LabelScore> best) {}
