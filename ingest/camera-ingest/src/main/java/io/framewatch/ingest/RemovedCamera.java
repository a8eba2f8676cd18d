package io.framewatch.ingest;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraCounts;

/**
 * What is left of a camera that was removed.
 *
 * @param cameraId the camera
 * @param counts what became of its frames, from when it was added; final, with none pending
 */
public record RemovedCamera(CameraId cameraId, CameraCounts counts) {}
