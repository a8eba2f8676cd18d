package io.framewatch.ingest;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraCounts;

/**
 * What is left of a view of a camera that was removed; without regions a camera is its only view.
 *
 * @param cameraId the camera id of its frames
 * @param counts what became of its frames, from when it was added; final, with none pending
 */
public record RemovedCamera(CameraId cameraId, CameraCounts counts) {}
