package io.framewatch.cli.camera;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.CameraIds;
import io.framewatch.ingest.capture.CameraOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes cameras what they are to be. */
final class CameraChange {

    private static final String PAUSED = "paused";

    private CameraChange() {}

    /**
     * Reads what a camera is to be, as a worker would.
     *
     * @param values the keys and values of an element of the section {@code cameras}
     * @throws CommandException if it is no camera
     * @throws ConfigurationException if it holds a password, or with all problems of the options
     */
    static Camera check(Map<String, Object> values)
            throws CommandException, ConfigurationException {
        try {
            Camera camera = Camera.of(values);
            Objects.requireNonNull(CameraOptions.of(camera));
            return camera;
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * Refuses cameras that would share an id with another one, be it that of a view.
     *
     * @param before all cameras as they are now; what is none, or not valid, has no id here
     */
    static void requireOwnIds(Map<String, Optional<Camera>> before, List<Camera> wanted)
            throws CommandException {
        Set<CameraId> changed = wanted.stream().map(Camera::id).collect(Collectors.toSet());
        CameraIds ids = new CameraIds();
        for (Optional<Camera> camera : before.values()) {
            try {
                if (camera.isPresent() && !changed.contains(camera.get().id())) {
                    ids.take(CameraOptions.of(camera.get()));
                }
            } catch (ConfigurationException | IllegalArgumentException e) {
                // Its worker says so; it is not what this command changes.
            }
        }
        try {
            for (Camera camera : wanted) {
                ids.take(CameraOptions.of(camera));
            }
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * Makes a camera what it is to be. Unless that says whether it is paused, it stays as it is.
     *
     * @param before what it is now; empty if it is not there
     * @param values keys and values that were checked
     */
    static Change of(CameraTopics topics, Optional<Camera> before, Map<String, Object> values)
            throws CommandException, InterruptedException {
        Camera wanted = Camera.of(values);
        if (!values.containsKey(PAUSED)) {
            wanted = wanted.withPaused(before.map(Camera::paused).orElse(false));
        }
        Change change = Change.of(before, wanted);
        if (change != Change.UNCHANGED) {
            topics.write(wanted);
        }
        return change;
    }
}
