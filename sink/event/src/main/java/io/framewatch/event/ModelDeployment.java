package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * An announcement about a model, the latest of its name being the one that counts.
 *
 * @param name the model's name, as its manifest has it; also the record's key
 * @param version the model's version, as its manifest has it
 * @param uri the model's folder: a path or any URI of Flink's file systems, readable by every task
 *     manager; null when retired
 * @param sha256 digest of the folder, 64 lower-case hexadecimal digits: that of the text which
 *     {@code sha256sum manifest.json model.onnx} prints; null when retired
 * @param role what the model is to do
 * @param share of the frames that a shadow looks at, above 0 and at most 1; null in other roles
 * @param announcedAt when; of several active models the one announced last serves
 */
public record ModelDeployment(
        String name,
        String version,
        String uri,
        String sha256,
        Role role,
        Double share,
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

    private static void requireText(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("model " + what + " '" + value + "' must be text");
        }
    }
}
