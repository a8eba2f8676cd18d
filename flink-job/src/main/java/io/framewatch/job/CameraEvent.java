package io.framewatch.job;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;

/**
 * What rules look at: a result, or what a worker says of a camera; the other one is null. Public,
 * because Flink's serializer for records requires it.
 */
public record CameraEvent(Classification result, CameraStatusReport status) {

    static CameraEvent of(Classification result) {
        return new CameraEvent(result, null);
    }

    static CameraEvent of(CameraStatusReport status) {
        return new CameraEvent(null, status);
    }

    CameraId camera() {
        return result == null ? status.camera() : result.camera();
    }
}
