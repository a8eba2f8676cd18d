package io.framewatch.local;

import io.framewatch.ingest.capture.CameraState;

/**
 * One camera's line in the view.
 *
 * @param id camera id
 * @param state where the camera stands
 * @param targetFps configured rate, frames a second
 * @param results what the job has answered
 */
record CameraRow(String id, CameraState state, double targetFps, CameraResults.Snapshot results) {}
