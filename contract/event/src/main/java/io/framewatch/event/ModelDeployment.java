package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * An announcement about a model or, if it names a camera, a head; the latest of its name, and
 * camera, is the one that counts.
 *
 * @param name the model's name, as its manifest has it, or the head's
 * @param version the model's version, as its manifest has it, or the head's
 * @param uri its folder: a path or any URI of Flink's file systems, readable by every task manager;
 *     null when retired
 * @param sha256 digest of the folder, 64 lower-case hexadecimal digits: that of the text which
 *     {@code sha256sum manifest.json model.onnx} prints, or that of a head's {@code head.json};
 *     null when retired
 * @param role what the model is to do
 * @param share of the frames that a shadow looks at, above 0 and at most 1; null in other roles
 * @param camera the camera that a head is for; null for a model
 * @param announcedAt when; of several active models the one announced last serves
 */
public record ModelDeployment(
        String name,
        String version,
        String uri,
        String sha256,
        Role role,
        Double share,
        String camera,
        Instant announcedAt) {

    /** What a model is to do. */
    public enum Role {
        /** Its results are the results. */
        @JsonProperty("active")
        ACTIVE,
        /** It runs beside the active model and is compared with it. */
        @JsonProperty("shadow")
        SHADOW,
        /** Nothing any more. */
        @JsonProperty("retired")
        RETIRED
    }

    public ModelDeployment {
        requireText("name", name);
        requireText("version", version);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(announcedAt, "announcedAt");
        if (role != Role.RETIRED) {
            requireText("uri", uri);
            if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "model %s: sha256 '%s' must be 64 lower-case hexadecimal digits"
                                .formatted(name, sha256));
            }
        }
        if (camera != null && role == Role.SHADOW) {
            throw new IllegalArgumentException(
                    "head %s must not be a shadow: only models are".formatted(name));
        }
        if ((role == Role.SHADOW) != (share != null)) {
            throw new IllegalArgumentException(
                    "model %s: share %s of a model that is %s: a shadow has one, others do not"
                            .formatted(name, share, role));
        }
        if (share != null && !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "model %s: share %s must be above 0 and at most 1".formatted(name, share));
        }
    }

    /** An announcement about a model. */
    public ModelDeployment(
            String name,
            String version,
            String uri,
            String sha256,
            Role role,
            Double share,
            Instant announcedAt) {
        this(name, version, uri, sha256, role, share, null, announcedAt);
    }

    /** Whether this is about a head. */
    @JsonIgnore
    public boolean isHead() {
        return camera != null;
    }

    /**
     * Key of its record: the name of a model, {@code name/shadow} of a shadow, {@code camera/name}
     * of a head.
     */
    public String key() {
        if (camera != null) {
            return camera + "/" + name;
        }
        return role == Role.SHADOW ? shadowKey() : name;
    }

    /** Key of the record of a shadow of this name. */
    public String shadowKey() {
        return name + "/shadow";
    }

    /** The same, announced at another time. */
    public ModelDeployment again(Instant time) {
        return new ModelDeployment(name, version, uri, sha256, role, share, camera, time);
    }

    /** Its end, announced at a time. */
    public ModelDeployment retired(Instant time) {
        return new ModelDeployment(name, version, null, null, Role.RETIRED, null, camera, time);
    }

    private static void requireText(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("model " + what + " '" + value + "' must be text");
        }
    }
}
