package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * What became of a deployment, of a model or a head, at one subtask of the job.
 *
 * @param name the model's name, or the key of a head's deployment, {@code camera/name}
 * @param version the version
 * @param state what it does there now
 * @param reason why it was refused or set aside; null otherwise
 * @param batchMicros time of one full batch, measured before the model served, in microseconds;
 *     null if it did not come to that
 * @param subtask index of the subtask, from 0
 * @param subtasks number of subtasks, each of which reports
 * @param announcedAt of the deployment; null for the model of the configuration
 * @param at when
 */
public record ModelStatus(
        String name,
        String version,
        State state,
        String reason,
        Long batchMicros,
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
        /** A head whose model does not serve; it comes back with the model. */
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
        Objects.requireNonNull(at, "at");
        boolean hasReason = state == State.REFUSED || state == State.SET_ASIDE;
        if (hasReason != (reason != null)) {
            throw new IllegalArgumentException(
                    "model %s is %s with reason '%s': only a refused one, or one set aside, has one"
                            .formatted(name, state, reason));
        }
    }
}
