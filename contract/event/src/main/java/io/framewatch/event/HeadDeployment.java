package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * An announcement about a head.
 *
 * @param camera id of the camera that it is for
 */
public record HeadDeployment(
        CameraId camera, String name, String version, Role.OfHead role, Instant announcedAt)
        implements Deployment {

    public HeadDeployment {
        Objects.requireNonNull(camera, "camera");
        Texts.require("head name", name);
        Texts.require("head version", version);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(announcedAt, "announcedAt");
    }

    /** {@code camera/name}. */
    @Override
    public String key() {
        return key(camera, name);
    }

    /** Key of a head. */
    public static String key(CameraId camera, String name) {
        return camera + "/" + name;
    }

    @Override
    public HeadDeployment retired(Instant time) {
        return new HeadDeployment(camera, name, version, new Role.Retired(), time);
    }
}
