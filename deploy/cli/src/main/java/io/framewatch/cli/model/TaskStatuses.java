package io.framewatch.cli.model;

import io.framewatch.event.Deployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is true now of all that the tasks of a job have said. A task says what it serves, and what
 * its heads do, when it starts and when that changes: what it said before of them is over.
 */
final class TaskStatuses {

    private final int tasks;
    private final Map<Saying, ModelStatus> latest = new LinkedHashMap<>();
    private final Set<Integer> serving = new HashSet<>();
    private final Set<Instant> answered = new HashSet<>();
    private final Map<String, Deployment> deployments;

    /** What a status is about, and who says so. */
    private record Saying(Subject subject, int subtask) {}

    /**
     * @param statuses in {@link StatusOrder}
     * @param deployments the latest of each key
     */
    TaskStatuses(List<ModelStatus> statuses, Map<String, Deployment> deployments) {
        this.tasks = statuses.isEmpty() ? 0 : statuses.get(statuses.size() - 1).task().subtasks();
        this.deployments = deployments;
        statuses.stream().filter(status -> status.task().subtask() < tasks).forEach(this::take);
    }

    private void take(ModelStatus status) {
        int subtask = status.task().subtask();
        if (serves(status)) {
            serving.add(subtask);
            latest.values()
                    .removeIf(
                            said ->
                                    said.task().subtask() == subtask
                                            && isOverWhenAnotherServes(said));
        }
        Saying saying = new Saying(status.subject(), subtask);
        latest.remove(saying);
        latest.put(saying, status);
        answered.add(status.subject().announcedAt());
    }

    /** Parallel tasks of the job; 0 if none has said anything. */
    int tasks() {
        return tasks;
    }

    /** What each task does now with each model and head, by the number of the task. */
    List<ModelStatus> now() {
        return latest.values().stream()
                .filter(status -> status.outcome().state() != ModelState.RETIRED && isTrue(status))
                .sorted(Comparator.comparing(status -> status.task().subtask()))
                .toList();
    }

    /** Whether a task has answered an announcement, whatever it said. */
    boolean answered(Deployment deployment) {
        return answered.contains(deployment.announcedAt());
    }

    private boolean isTrue(ModelStatus status) {
        return isOverWhenAnotherServes(status)
                ? serving.contains(status.task().subtask())
                : isOfTheLatest(status);
    }

    private static boolean serves(ModelStatus status) {
        return status.outcome().state() == ModelState.ACTIVE && !status.subject().isHead();
    }

    private static boolean isOverWhenAnotherServes(ModelStatus status) {
        return serves(status)
                || status.subject().isConfigured()
                || status.subject().isHead() && status.outcome().state() != ModelState.REFUSED;
    }

    private boolean isOfTheLatest(ModelStatus status) {
        Deployment deployment = deployments.get(status.subject().name());
        return deployment != null
                && deployment.announcedAt().equals(status.subject().announcedAt());
    }
}
