package io.framewatch.ingest.capture;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.Redaction;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One element of the section {@code cameras}, whose keys are those of all components.
 *
 * @param id names the camera
 * @param video where the pictures come from
 * @param frames what becomes of them
 * @param gating what is left out
 */
public record CameraOptions(
        CameraId id,
        @JsonUnwrapped VideoOptions video,
        @JsonUnwrapped FrameOptions frames,
        @JsonUnwrapped GatingOptions gating) {

    private static final String NO_SECRET =
            " must not hold a user name or a password: list them in the section credentials of the"
                    + " workers' configuration, and name its id in the camera's key credentials; an"
                    + " @ in a path is %40";

    public CameraOptions {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(video, "video");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(gating, "gating");
    }

    /** A camera of which nothing is left out. */
    public CameraOptions(CameraId id, VideoOptions video, FrameOptions frames) {
        this(id, video, frames, GatingOptions.NONE);
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
     * @throws ConfigurationException if a value looks as if it held a password, which whoever reads
     *     the topic would read; or with all problems, as a file would have them
     */
    public static CameraOptions of(Camera camera) throws ConfigurationException {
        String origin = "camera " + camera.id();
        List<String> secrets =
                camera.options().entrySet().stream()
                        .filter(option -> isSecret(option.getValue()))
                        .map(option -> option.getKey() + NO_SECRET)
                        .toList();
        if (!secrets.isEmpty()) {
            throw new ConfigurationException(origin, secrets);
        }
        return Configuration.element(origin, "cameras", camera.toMap(), CameraOptions.class);
    }

    /** Whether it is a file, which has an end. */
    public boolean isFile() {
        return VideoUri.parse(video.uri()).isFile();
    }

    /** The same file, but starting again at its end. */
    public CameraOptions looping() {
        return new CameraOptions(id, video.looping(), frames, gating);
    }

    private static boolean isSecret(Object value) {
        return value instanceof String text && !Redaction.hide(text).equals(text);
    }

    @Override
    public String toString() {
        return "CameraOptions[" + id + "]";
    }
}
