package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;

/** The JSON of a {@link ModelStatus}, which is flat and has the times last. */
record ModelStatusJson(
        @JsonUnwrapped Named named,
        @JsonUnwrapped Outcome outcome,
        @JsonUnwrapped Task task,
        Instant announcedAt,
        Instant at) {

    /** What a {@link Subject} is, apart from the announcement. */
    record Named(String name, String version, CameraId camera) {}

    static ModelStatusJson of(ModelStatus status) {
        Subject subject = status.subject();
        return new ModelStatusJson(
                new Named(subject.name(), subject.version(), subject.camera()),
                status.outcome(),
                status.task(),
                subject.announcedAt(),
                status.at());
    }

    ModelStatus toStatus() {
        Subject subject = new Subject(named.name, named.version, named.camera, announcedAt);
        return new ModelStatus(subject, outcome, task, at);
    }
}
