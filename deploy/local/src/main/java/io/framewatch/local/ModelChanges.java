package io.framewatch.local;

import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
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
    private record Version(String name, String version) {}

    private final Map<Version, Map<Integer, ModelState>> states = new HashMap<>();
    private final Map<Version, ModelState> said = new HashMap<>();

    /** Takes a report; a line if there is something new to say. */
    Optional<String> add(ModelStatus status) {
        ModelState state = status.outcome().state();
        Version version = new Version(status.subject().name(), status.subject().version());
        Map<Integer, ModelState> bySubtask =
                states.computeIfAbsent(version, one -> new HashMap<>());
        bySubtask.put(status.task().subtask(), state);
        boolean agreed =
                bySubtask.size() == status.task().subtasks()
                        && bySubtask.values().stream().allMatch(state::equals);
        if (!agreed && state != ModelState.REFUSED) {
            return Optional.empty();
        }
        ModelState before = said.put(version, state);
        boolean isStart = before == null && isAsConfigured(status);
        return before == state || isStart ? Optional.empty() : Optional.of(line(status));
    }

    /** What the demo was started with has been shown. */
    private static boolean isAsConfigured(ModelStatus status) {
        return status.subject().isConfigured() && status.outcome().state() == ModelState.ACTIVE;
    }

    private static String line(ModelStatus status) {
        return "%s %s %s: %s%s"
                .formatted(
                        status.subject().isHead() ? "head" : "model",
                        status.subject().name(),
                        status.subject().version(),
                        status.outcome().state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        detail(status));
    }

    private static String detail(ModelStatus status) {
        if (status.outcome().reason() != null) {
            return ", " + status.outcome().reason();
        }
        List<String> missing = status.outcome().missingLabels();
        return missing.isEmpty() ? "" : "; rules wait for " + String.join(", ", missing);
    }
}
