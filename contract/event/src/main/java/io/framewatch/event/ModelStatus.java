package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What became of a model or a head, deployed or of the configuration, at one task of the job. It
 * consists of plain records, with null where there is nothing, so that Flink serializes it without
 * Kryo.
 *
 * @param subject what it is about
 * @param outcome what became of it
 * @param task who says so
 * @param at when, by the task manager's clock
 */
public record ModelStatus(Subject subject, Outcome outcome, Task task, Instant at)
        implements ModelEvent {

    public ModelStatus {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(at, "at");
    }

    /** Named by what it is about, the task, and the time. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofModel(
                subject.name(),
                at,
                subject.version(),
                EventAttributes.lower(outcome.state()),
                Integer.toString(task.subtask()));
    }

    /** Reads the JSON's form. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ModelStatus of(ModelStatusJson json) {
        return json.toStatus();
    }

    /** The form that the JSON has. */
    @JsonValue
    ModelStatusJson toJson() {
        return ModelStatusJson.of(this);
    }

    /**
     * A model or a head.
     *
     * @param name {@link Deployment#key() key} of the deployment: the model's name, {@code
     *     name/shadow} of a shadow, {@code camera/name} of a head; the folder of a model of the
     *     configuration that cannot be read
     * @param version the version
     * @param camera the camera that a head is for; null for a model
     * @param announcedAt of the announcement that is answered; null for what the configuration
     *     names
     */
    public record Subject(String name, String version, CameraId camera, Instant announcedAt) {

        public Subject {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
        }

        /** What was deployed. */
        public static Subject of(Deployment deployment) {
            return new Subject(
                    deployment.key(),
                    deployment.version(),
                    deployment instanceof HeadDeployment head ? head.camera() : null,
                    deployment.announcedAt());
        }

        /** The model of the configuration. */
        public static Subject configuredModel(String name, String version) {
            return new Subject(name, version, null, null);
        }

        /** A head of the configuration. */
        public static Subject configuredHead(CameraId camera, String name, String version) {
            return new Subject(HeadDeployment.key(camera, name), version, camera, null);
        }

        /** The same, as the answer to another announcement. */
        public Subject answering(Deployment deployment) {
            return new Subject(name, version, camera, deployment.announcedAt());
        }

        /** Whether it is a head, not a model. */
        public boolean isHead() {
            return camera != null;
        }

        /** Whether it is of the configuration, not deployed. */
        public boolean isConfigured() {
            return announcedAt == null;
        }
    }

    /**
     * What became of a model or head.
     *
     * @param state what it does now
     * @param reason why it was refused or set aside; null otherwise
     * @param batchMicros time of one full batch, measured before the model served, in microseconds;
     *     null if it did not come to that
     * @param missingLabels labels that the active model lacks, so that the rules on them wait; left
     *     out of the JSON if there are none
     */
    public record Outcome(
            ModelState state,
            String reason,
            Long batchMicros,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missingLabels) {

        public Outcome {
            Objects.requireNonNull(state, "state");
            missingLabels = missingLabels == null ? List.of() : List.copyOf(missingLabels);
            boolean hasReason = state == ModelState.REFUSED || state == ModelState.SET_ASIDE;
            if (hasReason != (reason != null)) {
                throw new IllegalArgumentException(
                        "model is %s with reason '%s': only a refused one, or one set aside, has one"
                                .formatted(state, reason));
            }
        }

        /** It is active, and nothing was measured. */
        public static Outcome active() {
            return new Outcome(ModelState.ACTIVE, null, null, List.of());
        }

        public static Outcome retired() {
            return new Outcome(ModelState.RETIRED, null, null, List.of());
        }

        public static Outcome refused(String reason) {
            return new Outcome(ModelState.REFUSED, reason, null, List.of());
        }

        public static Outcome setAside(String reason) {
            return new Outcome(ModelState.SET_ASIDE, reason, null, List.of());
        }
    }

    /**
     * A task of the job.
     *
     * @param subtask its index, from 0
     * @param subtasks number of subtasks, each of which reports
     */
    public record Task(int subtask, int subtasks) {}
}
