package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import java.time.Instant;

/** The JSON of a {@link Deployment}: what a form does not have is null, and left out. */
record DeploymentJson(
        String name,
        String version,
        @JsonUnwrapped RoleJson roleJson,
        CameraId camera,
        Instant announcedAt) {

    /**
     * The keys of a {@link Role}; where they are unwrapped, the component is named as none of them.
     */
    record RoleJson(String uri, String sha256, String role, Double share) {

        private static RoleJson of(Role role) {
            return new RoleJson(
                    role.toLoad().map(Folder::uri).orElse(null),
                    role.toLoad().map(Folder::sha256).orElse(null),
                    role.text(),
                    role instanceof Role.Shadow shadow ? shadow.share() : null);
        }

        private Role toRole(String name) {
            if ("shadow".equals(role) != (share != null)) {
                throw new IllegalArgumentException(
                        "model %s: share %s of a model that is %s: a shadow has one, others do not"
                                .formatted(name, share, role));
            }
            return switch (String.valueOf(role)) {
                case "active" -> new Role.Active(new Folder(uri, sha256));
                case "shadow" -> new Role.Shadow(new Folder(uri, sha256), share);
                case "retired" -> new Role.Retired();
                default ->
                        throw new IllegalArgumentException(
                                "model %s: role '%s' must be active, shadow or retired"
                                        .formatted(name, role));
            };
        }
    }

    static DeploymentJson of(Deployment deployment) {
        return new DeploymentJson(
                deployment.name(),
                deployment.version(),
                RoleJson.of(deployment.role()),
                deployment instanceof HeadDeployment head ? head.camera() : null,
                deployment.announcedAt());
    }

    Deployment toDeployment() {
        Role parsed = roleJson.toRole(name);
        if (camera == null) {
            return new ModelDeployment(name, version, parsed, announcedAt);
        }
        if (parsed instanceof Role.OfHead ofHead) {
            return new HeadDeployment(camera, name, version, ofHead, announcedAt);
        }
        throw new IllegalArgumentException(
                "head %s must not be a shadow: only models are".formatted(name));
    }
}
