package io.framewatch.ingest.fleet;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.Condition;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where the cameras of this worker stand. Reports what becomes of them for as long as they are its,
 * and nothing that a capture says after it was stopped. Thread-safe, and calls no capture.
 */
final class CameraStates {

    private final String worker;
    private final Clock clock;
    private final Consumer<CameraStatusReport> reports;
    private final Map<CameraId, Owned> owned = new ConcurrentHashMap<>();

    private record Owned(long run, boolean capturing) {

        private Owned atLeast(long otherRun) {
            return new Owned(Math.max(run, otherRun), capturing);
        }
    }

    /**
     * @param worker name of this worker
     * @param reports gets each report; must not block
     */
    CameraStates(String worker, Clock clock, Consumer<CameraStatusReport> reports) {
        this.worker = worker;
        this.clock = clock;
        this.reports = reports;
    }

    /**
     * Takes a camera.
     *
     * @param lastRun its latest run that others know of
     */
    void take(CameraId camera, long lastRun) {
        owned.merge(camera, new Owned(lastRun, false), (mine, other) -> mine.atLeast(other.run()));
    }

    /**
     * A capture of the camera begins, and is listened to from now on.
     *
     * @return its latest run, which the next one must be above
     */
    long begin(CameraId camera) {
        return owned.computeIfPresent(camera, (id, mine) -> new Owned(mine.run(), true)).run();
    }

    /** The camera is not captured any more, and this is reported. */
    void end(CameraId camera, State state, String reason) {
        owned.computeIfPresent(
                camera,
                (id, mine) -> {
                    report(id, mine.run(), new Condition(state, null, reason));
                    return new Owned(mine.run(), false);
                });
    }

    /** The camera is not captured any more, and nobody can be told. */
    void endUnreported(CameraId camera) {
        owned.computeIfPresent(camera, (id, mine) -> new Owned(mine.run(), false));
    }

    /** Lets go of a camera without a word. */
    void release(CameraId camera) {
        owned.remove(camera);
    }

    /** A capture has something to say. */
    void captured(CameraStatus status) {
        owned.computeIfPresent(
                status.cameraId(),
                (id, mine) -> {
                    if (!mine.capturing()
                            || status.run() < mine.run()
                            || status.state() == CameraState.STOPPED) {
                        return mine;
                    }
                    String reason = status.message().isEmpty() ? null : status.message();
                    State state = State.valueOf(status.state().name());
                    CameraView view = status.view().orElse(null);
                    report(id, status.run(), new Condition(state, view, reason));
                    return mine.atLeast(status.run());
                });
    }

    private void report(CameraId camera, long run, Condition condition) {
        reports.accept(new CameraStatusReport(camera, run, condition, worker, clock.instant()));
    }
}
