package io.framewatch.ingest.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.ingest.capture.CameraState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a worker handles its cameras: it has contact to the group if it shares them, no frames
 * have waited for Kafka for more than 30 s in which it took none, and, unless only the worker is
 * asked for, each camera is captured, is being connected to, or is at its end.
 *
 * @param status {@code ok}, or {@code failing} if there is a problem
 * @param cameras how many cameras the worker has
 * @param problems what is wrong, without secrets
 */
record Health(String status, int cameras, List<Problem> problems) {

    private static final Duration MAX_TROUBLE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Something that is wrong.
     *
     * @param part {@code group}, {@code kafka}, or {@code camera} and its id
     * @param state what it is in, such as {@code failed}
     * @param reason why
     */
    record Problem(String part, String state, String reason) {}

    /** Of the worker and of each of its cameras. */
    static Health of(WorkerReport worker) {
        List<Problem> problems = problemsOfTheWorker(worker);
        for (CameraReport camera : worker.cameras()) {
            CameraState state = camera.capture().state();
            if (state == CameraState.FAILED || state == CameraState.STOPPED) {
                problems.add(
                        new Problem(
                                "camera " + camera.cameraId(),
                                state.name().toLowerCase(Locale.ROOT),
                                camera.capture().message()));
            }
        }
        return of(worker, problems);
    }

    /** Of the worker, whatever became of single cameras: another worker could not do more. */
    static Health ofTheWorkerAlone(WorkerReport worker) {
        return of(worker, problemsOfTheWorker(worker));
    }

    private static Health of(WorkerReport worker, List<Problem> problems) {
        String status = problems.isEmpty() ? "ok" : "failing";
        return new Health(status, worker.cameras().size(), problems);
    }

    private static List<Problem> problemsOfTheWorker(WorkerReport worker) {
        List<Problem> problems = new ArrayList<>();
        if (!worker.inContact()) {
            problems.add(
                    new Problem(
                            "group", "no contact", "its cameras are stopped until Kafka answers"));
        }
        boolean waiting = worker.cameras().stream().anyMatch(c -> c.pending() > 0);
        if (waiting && worker.publisher().troubledFor().compareTo(MAX_TROUBLE) > 0) {
            problems.add(
                    new Problem(
                            "kafka",
                            "takes no frames",
                            String.join("; ", worker.publisher().troubles())));
        }
        return problems;
    }

    boolean isOk() {
        return problems.isEmpty();
    }

    String json() {
        try {
            return MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("health must be writable as JSON", e);
        }
    }
}
