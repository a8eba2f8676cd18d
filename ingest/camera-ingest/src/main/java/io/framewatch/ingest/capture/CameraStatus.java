package io.framewatch.ingest.capture;

import io.framewatch.configuration.Redaction;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraView;
import java.util.Locale;
import java.util.Optional;

/**
 * A change in a camera's life.
 *
 * @param cameraId the camera
 * @param run its latest run; 0 before the first
 * @param state where it stands now
 * @param view what it shows; empty if its view is not checked
 * @param message one line: why, and what happens next; may be empty; secrets are taken out
 */
public record CameraStatus(
        CameraId cameraId, long run, CameraState state, Optional<CameraView> view, String message) {

    public CameraStatus {
        message = Redaction.hide(message);
    }

    /** A change of a camera whose view is not checked. */
    public CameraStatus(CameraId cameraId, long run, CameraState state, String message) {
        this(cameraId, run, state, Optional.empty(), message);
    }

    /** One line for people, such as {@code camera gate-1 failed: there is no such file}. */
    @Override
    public String toString() {
        String line = "camera " + cameraId + " " + state.name().toLowerCase(Locale.ROOT);
        return message.isEmpty() ? line : line + ": " + message;
    }
}
