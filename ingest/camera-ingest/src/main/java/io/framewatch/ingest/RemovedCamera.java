package io.framewatch.ingest;

import io.framewatch.ingest.publish.CameraCounts;

/**
 * What is left of a camera that was removed.
 *
 * @param cameraId the camera
 * @param counts what became of its frames, from when it was added; final, with none pending
 */
public record RemovedCamera(String cameraId, CameraCounts counts) {}
