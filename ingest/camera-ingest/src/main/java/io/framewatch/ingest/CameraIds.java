package io.framewatch.ingest;

import io.framewatch.configuration.Configuration;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which camera has which ids: its own, and those of its views. No id may be of two cameras. Not
 * thread-safe.
 */
public final class CameraIds {

    private final Map<CameraId, CameraId> owners = new HashMap<>();

    /** Adds a problem for each camera of a file that has an id of an earlier one's views. */
    public static void check(Configuration configuration, List<CameraOptions> cameras) {
        CameraIds ids = new CameraIds();
        for (CameraOptions camera : cameras) {
            try {
                ids.take(camera);
            } catch (IllegalArgumentException e) {
                configuration.problem(configuration.key(camera), e.getMessage());
            }
        }
    }

    /**
     * Takes the ids of a camera.
     *
     * @throws IllegalArgumentException if another camera has one of them; none is taken then
     */
    public void take(CameraOptions camera) {
        Set<CameraId> ids = new HashSet<>(camera.views().keySet());
        ids.add(camera.id());
        for (CameraId id : ids) {
            CameraId owner = owners.getOrDefault(id, camera.id());
            if (!owner.equals(camera.id())) {
                throw new IllegalArgumentException(
                        "id '%s' of camera %s or its views must not be that of camera %s or its views"
                                .formatted(id, camera.id(), owner));
            }
        }
        ids.forEach(id -> owners.put(id, camera.id()));
    }

    /** The camera is gone. */
    public void release(CameraId camera) {
        owners.values().removeIf(camera::equals);
    }
}
