package io.framewatch.ingest.metrics;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CaptureReport;
import io.framewatch.ingest.publish.CameraCounts;
import java.time.Duration;
import java.util.Map;

/**
 * How a camera of a worker is.
 *
 * @param cameraId the camera
 * @param capture its capture
 * @param counts what became of the frames of each of its views
 * @param sinceFrame time since its last picture or, before the first, since it was added
 */
public record CameraReport(
        CameraId cameraId,
        CaptureReport capture,
        Map<CameraId, CameraCounts> counts,
        Duration sinceFrame) {

    /** How many of its frames are on their way. */
    long pending() {
        return counts.values().stream().mapToLong(CameraCounts::pending).sum();
    }
}
