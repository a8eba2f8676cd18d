package io.framewatch.cli.model;

import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is true now of all that the tasks of a job have said. A task says what it serves, and what
 * its heads do, when it starts and when that changes: what it said before of them is over.
 */
final class TaskStatuses {

    private final int tasks;
    private final Map<Integer, ModelStatus> serving = new HashMap<>();
    private final Map<Saying, ModelStatus> latest = new LinkedHashMap<>();
    private final Map<String, ModelDeployment> deployments;

    /** What a status is about, and who says so. */
    private record Saying(String name, String version, Instant announcedAt, int subtask) {}

    /**
     * @param statuses in any order
     * @param deployments the latest of each key
     */
    TaskStatuses(List<ModelStatus> statuses, Map<String, ModelDeployment> deployments) {
        List<ModelStatus> ordered =
                statuses.stream().sorted(Comparator.comparing(ModelStatus::at)).toList();
        this.tasks = ordered.isEmpty() ? 0 : ordered.get(ordered.size() - 1).subtasks();
        this.deployments = deployments;
        ordered.stream().filter(status -> status.subtask() < tasks).forEach(this::take);
    }

    private void take(ModelStatus status) {
        Saying saying =
                new Saying(status.name(), status.version(), status.announcedAt(), status.subtask());
        latest.remove(saying);
        latest.put(saying, status);
        if (status.state() == State.ACTIVE && status.camera() == null) {
            serving.put(status.subtask(), status);
        }
    }

    /** Parallel tasks of the job; 0 if none has said anything. */
    int tasks() {
        return tasks;
    }

    /** What each task does now with each model and head, by the number of the task. */
    List<ModelStatus> now() {
        return latest.values().stream()
                .filter(status -> status.state() != State.RETIRED && isTrue(status))
                .sorted(Comparator.comparing(ModelStatus::subtask))
                .toList();
    }

    /** Whether a task has answered an announcement, whatever it said. */
    boolean answered(ModelDeployment deployment) {
        return latest.values().stream()
                .anyMatch(status -> deployment.announcedAt().equals(status.announcedAt()));
    }

    private boolean isTrue(ModelStatus status) {
        if (status.state() == State.ACTIVE && status.camera() == null) {
            return status.equals(serving.get(status.subtask()));
        }
        boolean ofAHead = status.camera() != null && status.state() != State.REFUSED;
        return ofAHead || status.announcedAt() == null
                ? isSinceTheLastChange(status)
                : isOfTheLatest(status);
    }

    private boolean isSinceTheLastChange(ModelStatus status) {
        ModelStatus change = serving.get(status.subtask());
        return change != null && !status.at().isBefore(change.at());
    }

    private boolean isOfTheLatest(ModelStatus status) {
        ModelDeployment deployment = deployments.get(status.name());
        return deployment != null && deployment.announcedAt().equals(status.announcedAt());
    }
}
