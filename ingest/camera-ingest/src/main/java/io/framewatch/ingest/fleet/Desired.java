package io.framewatch.ingest.fleet;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.Camera;
import io.framewatch.ingest.capture.CameraOptions;

/** What the cameras topic wants of a camera. */
sealed interface Desired {

    /** To be captured. */
    record Captured(CameraOptions options) implements Desired {}

    /** Not to be captured for now. */
    record Paused() implements Desired {}

    /**
     * Something that cannot be captured.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Desired {}

    /**
     * Reads a record.
     *
     * @param key its key, which must be the camera's id
     */
    static Desired of(String key, Camera camera) {
        if (!camera.id().value().equals(key)) {
            return new Refused("id '%s' must be the record's key".formatted(camera.id()));
        }
        try {
            CameraOptions options = CameraOptions.of(camera);
            return camera.paused() ? new Paused() : new Captured(options);
        } catch (ConfigurationException e) {
            return new Refused(String.join("; ", e.problems()));
        }
    }
}
