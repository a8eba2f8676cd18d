package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.State;
import java.time.Instant;
import java.util.List;

/**
 * What became of a model or a head at this subtask: all of its status event but where and when.
 *
 * @param batchMicros time of a full batch; null if it is not known
 * @param missingLabels labels that rules wait for
 */
record ModelReport(
        Subject subject, State state, String reason, Long batchMicros, List<String> missingLabels) {

    /**
     * What is reported about.
     *
     * @param name key of the deployment, or what it would be for that of the configuration
     * @param camera of a head; null for a model
     * @param announcedAt of the deployment; null for what the configuration names
     */
    record Subject(String name, String version, String camera, Instant announcedAt) {

        static Subject of(ModelDeployment deployment) {
            return new Subject(
                    deployment.key(),
                    deployment.version(),
                    deployment.camera(),
                    deployment.announcedAt());
        }

        static Subject of(LoadedModel model) {
            return model.deployment() == null
                    ? new Subject(model.name(), model.version(), null, null)
                    : of(model.deployment());
        }

        /** A head of the configuration. */
        static Subject of(Head head) {
            return new Subject(
                    head.camera() + "/" + head.name(), head.version(), head.camera(), null);
        }

        /** The same, answering another announcement. */
        Subject announcedAt(Instant time) {
            return new Subject(name, version, camera, time);
        }
    }

    ModelReport(Subject subject, State state, String reason) {
        this(subject, state, reason, null, List.of());
    }

    /** A model that serves. */
    static ModelReport active(LoadedModel model) {
        return new ModelReport(
                Subject.of(model), State.ACTIVE, null, micros(model), model.missingLabels());
    }

    /** A model that is compared; what it lacks matters to no rule. */
    static ModelReport shadow(LoadedModel model) {
        return new ModelReport(Subject.of(model), State.SHADOW, null, micros(model), List.of());
    }

    private static Long micros(LoadedModel model) {
        return model.batchTime() == null ? null : model.batchTime().toNanos() / 1000;
    }
}
