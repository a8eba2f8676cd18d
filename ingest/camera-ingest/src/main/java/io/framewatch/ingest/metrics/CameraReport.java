package io.framewatch.ingest.metrics;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CaptureReport;
import io.framewatch.ingest.publish.CameraCounts;
import java.time.Duration;

/**
 * How a camera of a worker is.
 *
 * @param cameraId the camera
 * @param capture its capture
 * @param counts what became of its frames
 * @param sinceFrame time since its last picture or, before the first, since it was added
 */
public record CameraReport(
        CameraId cameraId, CaptureReport capture, CameraCounts counts, Duration sinceFrame) {}
