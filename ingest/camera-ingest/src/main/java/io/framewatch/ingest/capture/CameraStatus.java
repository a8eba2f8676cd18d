package io.framewatch.ingest.capture;

import io.framewatch.configuration.Redaction;
import io.framewatch.event.CameraId;
import java.util.Locale;

/**
 * A change in a camera's life.
 *
 * @param cameraId the camera
 * @param run its latest run; 0 before the first
 * @param state where it stands now
 * @param message one line: why, and what happens next; may be empty; secrets are taken out
 */
public record CameraStatus(CameraId cameraId, long run, CameraState state, String message) {

    public CameraStatus {
        message = Redaction.hide(message);
    }

    /** One line for people, such as {@code camera gate-1 failed: there is no such file}. */
    @Override
    public String toString() {
        String line = "camera " + cameraId + " " + state.name().toLowerCase(Locale.ROOT);
        return message.isEmpty() ? line : line + ": " + message;
    }
}
