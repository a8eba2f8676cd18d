package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * An announcement about a model or a head on the models topic. Of two announcements with the same
 * key the one with the higher offset counts, and so it does of several active models.
 */
public sealed interface Deployment extends Event permits ModelDeployment, HeadDeployment {

    /** The name, as the manifest of the model, or the head, has it. */
    String name();

    /** The version, as the manifest of the model, or the head, has it. */
    String version();

    /** What it is to do. */
    Role role();

    /**
     * When it was announced, by the clock of whoever announced it. It is shown to people and tells
     * which announcement a {@link ModelStatus} answers; it orders nothing.
     */
    Instant announcedAt();

    /** Key of its record. */
    String key();

    /**
     * Whether a record of the models topic announces it: one that only keeps it for a rollback, see
     * {@link ModelDeployment#previousKey}, does not.
     *
     * @param key of the record; null if it has none
     */
    default boolean isAnnouncedBy(String key) {
        return true;
    }

    /** Named by the key, what is announced, and the time. */
    @Override
    default EventAttributes attributes() {
        return attributes(key());
    }

    /**
     * The same for a record with another key.
     *
     * @param key of its record
     */
    default EventAttributes attributes(String key) {
        return EventAttributes.ofModel(key, announcedAt(), version(), role().text());
    }

    /** Its end, announced at a time. */
    Deployment retired(Instant time);

    /** Reads the JSON's form. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Deployment of(DeploymentJson json) {
        return json.toDeployment();
    }

    /** The form that the JSON has. */
    @JsonValue
    default DeploymentJson toJson() {
        return DeploymentJson.of(this);
    }

    /**
     * Files that task managers load.
     *
     * @param uri a path or any URI of Flink's file systems, readable by every task manager
     * @param sha256 64 lower-case hexadecimal digits: of a model the digest of the text that {@code
     *     sha256sum manifest.json model.onnx} prints, of a head that of its {@code head.json}
     */
    record Folder(String uri, String sha256) {
        public Folder {
            Texts.require("uri", uri);
            if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "sha256 '%s' of %s must be 64 lower-case hexadecimal digits"
                                .formatted(sha256, uri));
            }
        }
    }

    /** What a model or a head is to do. */
    sealed interface Role {

        /** As the JSON has it, such as {@code active}. */
        String text();

        /** What is to be loaded; empty if it is retired. */
        Optional<Folder> toLoad();

        /** The roles that a head may have, too. */
        sealed interface OfHead extends Role {}

        /** Its results are the results. */
        record Active(Folder folder) implements OfHead {
            @Override
            public String text() {
                return "active";
            }

            @Override
            public Optional<Folder> toLoad() {
                return Optional.of(folder);
            }
        }

        /**
         * It runs beside the active model and is compared with it.
         *
         * @param share of the frames that it looks at, above 0 and at most 1
         */
        record Shadow(Folder folder, double share) implements Role {
            public Shadow {
                if (!(share > 0 && share <= 1)) {
                    throw new IllegalArgumentException(
                            "share " + share + " must be above 0 and at most 1");
                }
            }

            @Override
            public String text() {
                return "shadow";
            }

            @Override
            public Optional<Folder> toLoad() {
                return Optional.of(folder);
            }
        }

        /** Nothing any more. */
        record Retired() implements OfHead {
            @Override
            public String text() {
                return "retired";
            }

            @Override
            public Optional<Folder> toLoad() {
                return Optional.empty();
            }
        }
    }
}
