package io.framewatch.ingest;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.metrics.CameraReport;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.FrameOutlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cameras of a worker, which come and go; those that were removed until their last frame is
 * accounted for. Captures are called without the lock, as they call listeners. Thread-safe.
 */
final class CameraSet implements AutoCloseable {

    private final Accounts accounts;
    private final Outlets outlets;
    private final Captures captures;
    private final Map<CameraId, Camera> present = new LinkedHashMap<>();
    private final List<Camera> leaving = new ArrayList<>();
    private final List<RemovedCamera> removed = new ArrayList<>();
    private final CameraIds ids = new CameraIds();
    private boolean closed;

    /** Gets the tally of each view of a camera, until it is closed. */
    interface Accounts {
        void open(CameraId view, CameraTally tally);
    }

    /** Opens the way to Kafka for a view of a camera. */
    interface Outlets {
        FrameOutlet open(CameraId view, CameraTally tally, boolean live);
    }

    /** Prepares the capture of a camera. */
    interface Captures {
        CameraCapture prepare(
                CameraOptions camera, long lastRun, Map<CameraId, CameraOutput> outputs);
    }

    private record Camera(
            CameraOptions options, Map<CameraId, CameraOutput> outputs, CameraCapture capture) {

        /** What became of the frames of each view. */
        private Map<CameraId, CameraCounts> counts() {
            Map<CameraId, CameraCounts> counts = new LinkedHashMap<>();
            outputs.forEach((view, output) -> counts.put(view, output.tally().counts()));
            return counts;
        }

        private CameraReport report() {
            CameraTally any = outputs.values().iterator().next().tally();
            return new CameraReport(options.id(), capture.report(), counts(), any.sinceCapture());
        }

        /** Whether the counts change no more. */
        private boolean isDone() {
            return capture.state().isFinal()
                    && counts().values().stream().allMatch(counts -> counts.pending() == 0);
        }
    }

    CameraSet(Accounts accounts, Outlets outlets, Captures captures) {
        this.accounts = accounts;
        this.outlets = outlets;
        this.captures = captures;
    }

    boolean add(CameraOptions options) {
        return add(options, 0);
    }

    /** See {@link CameraIngest#add}. */
    boolean add(CameraOptions options, long lastRun) {
        Camera camera;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException(
                        "camera " + options.id() + " must be added before ingest is stopped");
            }
            Camera known = present.get(options.id());
            if (known != null) {
                requireEqual(known.options(), options);
                return false;
            }
            ids.take(options);
            camera = prepare(options, lastRun);
            present.put(options.id(), camera);
        }
        camera.capture().start();
        return true;
    }

    /** See {@link CameraIngest#remove}. */
    boolean remove(CameraId cameraId) {
        Camera camera;
        synchronized (this) {
            camera = present.remove(cameraId);
            if (camera == null) {
                return false;
            }
            ids.release(cameraId);
            leaving.add(camera);
        }
        camera.capture().close();
        camera.outputs().values().forEach(output -> output.outlet().close());
        return true;
    }

    /** See {@link CameraIngest#takeRemoved}. */
    List<RemovedCamera> takeRemoved() {
        supervise();
        synchronized (this) {
            List<RemovedCamera> taken = List.copyOf(removed);
            removed.clear();
            return taken;
        }
    }

    /**
     * Looks after native calls that do not return, and forgets removed cameras but for their
     * counts. To be called about every second.
     */
    void supervise() {
        for (Camera camera : all()) {
            camera.capture().superviseNativeCalls();
        }
        for (Camera camera : all()) {
            if (camera.capture().state().isFinal()) {
                camera.outputs().values().forEach(output -> output.tally().close());
            }
            if (camera.isDone()) {
                settle(camera);
            }
        }
    }

    /** The counts of the views of cameras that are there, in the order in which they were added. */
    synchronized Map<CameraId, CameraCounts> counts() {
        Map<CameraId, CameraCounts> counts = new LinkedHashMap<>();
        present.values().forEach(camera -> counts.putAll(camera.counts()));
        return Collections.unmodifiableMap(counts);
    }

    /** How the cameras are that are there, in the order in which they were added. */
    List<CameraReport> reports() {
        return present().stream().map(Camera::report).toList();
    }

    /** Whether a camera that is there was given up. */
    boolean hasFailed() {
        return present().stream()
                .anyMatch(camera -> camera.capture().state() == CameraState.FAILED);
    }

    /** Waits until no camera captures any more; returns false if that takes longer. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (Camera camera : all()) {
            if (!camera.capture().awaitEnd(Duration.ofNanos(end - System.nanoTime()))) {
                return false;
            }
        }
        return all().stream().allMatch(camera -> camera.capture().state().isFinal());
    }

    /** Stops all captures without waiting for them, and takes no more cameras. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        all().forEach(camera -> camera.capture().close());
    }

    private Camera prepare(CameraOptions options, long lastRun) {
        Map<CameraId, CameraOutput> outputs = new LinkedHashMap<>();
        boolean live = CameraCapture.isLive(options);
        for (CameraId view : options.views().keySet()) {
            CameraTally tally = new CameraTally();
            accounts.open(view, tally);
            outputs.put(view, new CameraOutput(tally, outlets.open(view, tally, live)));
        }
        return new Camera(options, outputs, captures.prepare(options, lastRun, outputs));
    }

    private synchronized void settle(Camera camera) {
        if (leaving.remove(camera)) {
            camera.counts().forEach((view, counts) -> removed.add(new RemovedCamera(view, counts)));
        }
    }

    private synchronized List<Camera> present() {
        return List.copyOf(present.values());
    }

    private synchronized List<Camera> all() {
        return Stream.concat(present.values().stream(), leaving.stream()).toList();
    }

    private static void requireEqual(CameraOptions known, CameraOptions options) {
        if (!known.equals(options)) {
            throw new IllegalArgumentException(
                    "camera "
                            + options.id()
                            + " is there with other options: it must be removed before it is added"
                            + " with these");
        }
    }
}
