package io.framewatch.ingest.capture;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import java.util.Map;
import java.util.Objects;

/**
 * One element of the section {@code cameras}, whose keys are those of all components.
 *
 * @param id names the camera
 * @param video where the pictures come from
 * @param frames what becomes of them
 */
public record CameraOptions(
        CameraId id, @JsonUnwrapped VideoOptions video, @JsonUnwrapped FrameOptions frames) {

    public CameraOptions {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(video, "video");
        Objects.requireNonNull(frames, "frames");
    }

    /**
     * A camera with the defaults of the configuration file.
     *
     * @throws IllegalArgumentException if the URI is invalid
     */
    public static CameraOptions of(CameraId id, String uri) {
        return Configuration.withDefaults(
                "cameras", Map.of("id", id.value(), "uri", uri), CameraOptions.class);
    }

    /**
     * What the cameras topic says of a camera, with the defaults of the configuration file.
     *
     * @throws ConfigurationException with all problems, as a file would have them
     */
    public static CameraOptions of(Camera camera) throws ConfigurationException {
        return Configuration.element(
                "camera " + camera.id(), "cameras", camera.toMap(), CameraOptions.class);
    }

    /** Whether it is a file, which has an end. */
    public boolean isFile() {
        return VideoUri.parse(video.uri()).isFile();
    }

    /** The same file, but starting again at its end. */
    public CameraOptions looping() {
        return new CameraOptions(id, video.looping(), frames);
    }

    @Override
    public String toString() {
        return "CameraOptions[" + id + "]";
    }
}
