package io.framewatch.event;

import java.util.Objects;

/**
 * A camera that is to be captured: what the cameras topic is to hold of it. Deleting its key ends
 * the capture.
 *
 * @param id names the camera
 * @param uri where its stream is, without a password
 * @param credentials id of the login that a worker knows; null if it needs none
 * @param fps target rate, frames a second, above 0 and at most 120
 * @param paused whether it is known but not captured
 */
public record Camera(CameraId id, String uri, String credentials, double fps, boolean paused)
        implements Event {

    private static final double MAX_FPS = 120;

    public Camera {
        Objects.requireNonNull(id, "id");
        if (uri == null || uri.isBlank()) {
            throw new IllegalArgumentException("uri of camera " + id + " must not be blank");
        }
        if (!(fps > 0 && fps <= MAX_FPS)) {
            throw new IllegalArgumentException(
                    "fps %s of camera %s must be above 0 and at most 120".formatted(fps, id));
        }
    }

    /** Named by the id and the content. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofContent(id.value(), "/cameras/" + id, this);
    }
}
