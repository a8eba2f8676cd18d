package io.framewatch.ingest.fleet;

import io.framewatch.configuration.Redaction;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.fleet.Desired.Captured;
import io.framewatch.ingest.fleet.Desired.Refused;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Captures the cameras of the partitions that this worker has. A partition is started once it was
 * read up to its end, so that nothing is captured that a later record changes. For one thread,
 * which it does not keep waiting.
 */
final class SharedCameras {

    private final Captures captures;
    private final CameraStates states;
    private final Consumer<String> notices;
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private boolean suspended;

    /** Starts and stops captures, at once. */
    interface Captures {

        /**
         * @param lastRun the runs of the capture must be above it
         * @throws IllegalArgumentException if this worker cannot capture it
         */
        void start(CameraOptions camera, long lastRun);

        void stop(CameraId camera);
    }

    private static final class Partition {
        private final Map<CameraId, Desired> cameras = new LinkedHashMap<>();
        private Map<CameraId, Long> lastRuns = Map.of();
        private boolean started;
    }

    /**
     * @param notices gets a line for each camera that is refused
     */
    SharedCameras(Captures captures, CameraStates states, Consumer<String> notices) {
        this.captures = captures;
        this.states = states;
        this.notices = notices;
    }

    /** Partitions come to this worker. */
    void assigned(Collection<Integer> added) {
        added.forEach(partition -> partitions.put(partition, new Partition()));
    }

    /** Partitions go to another worker, which has to wait until this returns. */
    void revoked(Collection<Integer> removed) {
        removed.forEach(
                partition -> leave(partition, camera -> states.end(camera, State.STOPPED, null)));
    }

    /** Partitions have gone to another worker, which has them by now. */
    void lost(Collection<Integer> removed) {
        removed.forEach(partition -> leave(partition, states::endUnreported));
    }

    /** All partitions have gone. */
    void lostAll() {
        lost(List.copyOf(partitions.keySet()));
    }

    /** How many cameras are captured, or would be if contact to Kafka were not lost. */
    long count() {
        return partitions.values().stream()
                .filter(partition -> partition.started)
                .flatMap(partition -> partition.cameras.values().stream())
                .filter(Captured.class::isInstance)
                .count();
    }

    /** The topic wants this of a camera. */
    void received(int partition, CameraId camera, Desired desired) {
        Partition own = partitions.get(partition);
        Desired before = own.cameras.put(camera, desired);
        if (own.started && !desired.equals(before)) {
            if (before instanceof Captured) {
                captures.stop(camera);
            }
            apply(own, camera, desired);
        }
    }

    /** The topic does not want a camera any more. */
    void removed(int partition, CameraId camera) {
        Partition own = partitions.get(partition);
        Desired before = own.cameras.remove(camera);
        if (own.started && before != null) {
            if (before instanceof Captured) {
                captures.stop(camera);
            }
            states.end(camera, State.REMOVED, null);
        }
    }

    /**
     * A partition was read up to its end.
     *
     * @param lastRuns the latest runs of its cameras, read after it came to this worker
     */
    void start(int partition, Map<CameraId, Long> lastRuns) {
        Partition own = partitions.get(partition);
        own.started = true;
        own.lastRuns = lastRuns;
        own.cameras.forEach((camera, desired) -> apply(own, camera, desired));
    }

    /** Contact to Kafka is lost: another worker may capture the cameras soon. */
    void suspend() {
        suspended = true;
        forEachStarted(
                (own, camera, desired) -> {
                    if (desired instanceof Captured) {
                        captures.stop(camera);
                    }
                    states.endUnreported(camera);
                });
    }

    /** Contact is back, and the partitions are still this worker's. */
    void resume() {
        suspended = false;
        forEachStarted(this::apply);
    }

    boolean isSuspended() {
        return suspended;
    }

    private void apply(Partition own, CameraId camera, Desired desired) {
        if (suspended) {
            return;
        }
        states.take(camera, own.lastRuns.getOrDefault(camera, 0L));
        if (desired instanceof Captured captured) {
            start(camera, captured.options());
        } else if (desired instanceof Refused refused) {
            refuse(camera, refused.reason());
        } else {
            states.end(camera, State.PAUSED, null);
        }
    }

    private void start(CameraId camera, CameraOptions options) {
        try {
            captures.start(options, states.begin(camera));
        } catch (IllegalArgumentException e) {
            refuse(camera, e.getMessage());
        }
    }

    /** What was written to the topic by hand may have a password anywhere. */
    private void refuse(CameraId camera, String reason) {
        states.end(camera, State.REFUSED, Redaction.hide(reason));
        notices.accept("camera " + camera + " refused: " + reason);
    }

    private void leave(int partition, Consumer<CameraId> end) {
        Partition own = partitions.remove(partition);
        if (own == null) {
            return;
        }
        own.cameras.forEach(
                (camera, desired) -> {
                    if (own.started && desired instanceof Captured) {
                        captures.stop(camera);
                        end.accept(camera);
                    }
                    states.release(camera);
                });
    }

    private interface Visitor {
        void visit(Partition own, CameraId camera, Desired desired);
    }

    private void forEachStarted(Visitor visitor) {
        partitions.values().stream()
                .filter(own -> own.started)
                .forEach(
                        own ->
                                own.cameras.forEach(
                                        (camera, desired) -> visitor.visit(own, camera, desired)));
    }
}
