package io.framewatch.local;

import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.State;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says each change of a model or a head once, when every subtask of the job has reported it; a
 * refusal at its first report. Not thread-safe.
 */
final class ModelChanges {

    /** A version of a model or head. */
    private record Subject(String name, String version) {}

    private final Map<Subject, Map<Integer, State>> states = new HashMap<>();
    private final Map<Subject, State> said = new HashMap<>();

    /** Takes a report; a line if there is something new to say. */
    Optional<String> add(ModelStatus status) {
        Subject subject = new Subject(status.name(), status.version());
        Map<Integer, State> bySubtask = states.computeIfAbsent(subject, one -> new HashMap<>());
        bySubtask.put(status.subtask(), status.state());
        boolean agreed =
                bySubtask.size() == status.subtasks()
                        && bySubtask.values().stream().allMatch(status.state()::equals);
        if (!agreed && status.state() != State.REFUSED) {
            return Optional.empty();
        }
        State before = said.put(subject, status.state());
        boolean isStart = before == null && isAsConfigured(status);
        return before == status.state() || isStart ? Optional.empty() : Optional.of(line(status));
    }

    /** What the demo was started with has been shown. */
    private static boolean isAsConfigured(ModelStatus status) {
        return status.announcedAt() == null && status.state() == State.ACTIVE;
    }

    private static String line(ModelStatus status) {
        return "%s %s %s: %s%s"
                .formatted(
                        status.camera() == null ? "model" : "head",
                        status.name(),
                        status.version(),
                        status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        detail(status));
    }

    private static String detail(ModelStatus status) {
        if (status.reason() != null) {
            return ", " + status.reason();
        }
        List<String> missing = status.missingLabels();
        return missing.isEmpty() ? "" : "; rules wait for " + String.join(", ", missing);
    }
}
