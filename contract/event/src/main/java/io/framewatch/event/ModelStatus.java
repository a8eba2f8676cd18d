package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What became of a model or a head, deployed or of the configuration, at one subtask of the job.
 *
 * @param name {@link ModelDeployment#key() key} of the deployment: the model's name, {@code
 *     name/shadow} of a shadow, {@code camera/name} of a head; the folder of a model of the
 *     configuration that cannot be read
 * @param version the version
 * @param camera the camera that a head is for; null for a model
 * @param state what it does there now
 * @param reason why it was refused or set aside; null otherwise
 * @param batchMicros time of one full batch, measured before the model served, in microseconds;
 *     null if it did not come to that
 * @param missingLabels labels that the active model lacks, so that the rules on them wait; left out
 *     of the JSON if there are none
 * @param subtask index of the subtask, from 0
 * @param subtasks number of subtasks, each of which reports
 * @param announcedAt of the announcement that this answers; null for what the configuration names
 * @param at when
 */
public record ModelStatus(
        String name,
        String version,
        String camera,
        State state,
        String reason,
        Long batchMicros,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missingLabels,
        int subtask,
        int subtasks,
        Instant announcedAt,
        Instant at) {

    /** What a model does at a subtask. */
    public enum State {
        /** It makes the results. */
        @JsonProperty("active")
        ACTIVE,
        /** It is compared with the active model. */
        @JsonProperty("shadow")
        SHADOW,
        /** It cannot be used; what served before goes on. */
        @JsonProperty("refused")
        REFUSED,
        /**
         * A head whose model does not serve; it comes back with the model. Or a shadow whose model
         * serves: it is compared again with another one.
         */
        @JsonProperty("set-aside")
        SET_ASIDE,
        /** It is no longer in use. */
        @JsonProperty("retired")
        RETIRED
    }

    public ModelStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        missingLabels = missingLabels == null ? List.of() : List.copyOf(missingLabels);
        Objects.requireNonNull(at, "at");
        boolean hasReason = state == State.REFUSED || state == State.SET_ASIDE;
        if (hasReason != (reason != null)) {
            throw new IllegalArgumentException(
                    "model %s is %s with reason '%s': only a refused one, or one set aside, has one"
                            .formatted(name, state, reason));
        }
    }
}
