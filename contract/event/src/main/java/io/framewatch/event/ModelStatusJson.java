package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.State;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The JSON of a {@link ModelStatus}, which is flat. */
record ModelStatusJson(
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

    static ModelStatusJson of(ModelStatus status) {
        Subject subject = status.subject();
        Outcome outcome = status.outcome();
        return new ModelStatusJson(
                subject.name(),
                subject.version(),
                subject.camera(),
                outcome.state(),
                outcome.reason(),
                outcome.batchMicros(),
                outcome.missingLabels(),
                status.task().subtask(),
                status.task().subtasks(),
                subject.announcedAt(),
                status.at());
    }

    ModelStatus toStatus() {
        List<String> missing = Objects.requireNonNullElse(missingLabels, List.of());
        return new ModelStatus(
                new Subject(name, version, camera, announcedAt),
                new Outcome(state, reason, batchMicros, missing),
                new Task(subtask, subtasks),
                at);
    }
}
