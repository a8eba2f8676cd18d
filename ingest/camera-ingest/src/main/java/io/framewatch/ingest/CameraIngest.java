package io.framewatch.ingest;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CaptureEnvironment;
import io.framewatch.ingest.capture.Login;
import io.framewatch.ingest.metrics.WorkerReport;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.FramePublisher;
import io.framewatch.ingest.publish.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * A running ingest worker: captures its cameras, which may come and go, and publishes their frames.
 * A camera that fails, comes or goes never disturbs the others. Thread-safe.
 */
public final class CameraIngest implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final IngestOptions options;
    private final CaptureEnvironment environment;
    private final FramePublisher publisher;
    private final Ledger ledger;
    private final CameraSet cameras;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(CameraIngest::watchdogThread);

    private CameraIngest(IngestOptions options, IngestListener listener) {
        this.options = options;
        this.environment = new CaptureEnvironment(listener::onCamera);
        this.publisher = new FramePublisher(options.kafka(), listener::onKafka);
        this.ledger = new Ledger(options.kafka());
        this.cameras =
                new CameraSet(
                        ledger::open,
                        publisher::open,
                        (camera, lastRun, outputs) ->
                                new CameraCapture(
                                        camera,
                                        lastRun,
                                        options.login(camera),
                                        outputs,
                                        environment));
    }

    /**
     * Starts the cameras of the options and returns at once.
     *
     * @param listener hears every change from now on
     * @throws KafkaException if the options are not those of a Kafka client
     * @throws IllegalStateException if FFmpeg's libraries for this platform are missing
     */
    public static CameraIngest start(IngestOptions options, IngestListener listener) {
        CameraCapture.loadNatives();
        CameraIngest ingest = new CameraIngest(options, listener);
        options.cameras().forEach(ingest::add);
        var unused =
                ingest.watchdog.scheduleWithFixedDelay(
                        ingest.cameras::supervise,
                        TICK.toMillis(),
                        TICK.toMillis(),
                        TimeUnit.MILLISECONDS);
        return ingest;
    }

    /**
     * Starts a camera and returns at once. A camera that is there with equal options is left as it
     * is, even if it was given up or is at its end, so that a desired state can be applied again
     * and again. To change a camera, or to start it afresh, remove it first. A camera that was
     * removed may be added again at any time: it gets a new run that is newer than all before,
     * whatever the clock says, and its frames follow those that are left of the old run.
     *
     * @return whether it was started; false if it was there
     * @throws IllegalArgumentException if the camera is there with other options, or its
     *     credentials are none of the logins, or another camera has the id of one of its views
     * @throws IllegalStateException if ingest was stopped
     */
    public boolean add(CameraOptions camera) {
        return add(camera, 0);
    }

    /**
     * The same for a camera that another worker may have had.
     *
     * @param lastRun its runs here are above this one
     */
    public boolean add(CameraOptions camera, long lastRun) {
        Login unused = options.login(camera); // refused before anything is opened
        return cameras.add(camera, lastRun);
    }

    /**
     * Stops a camera and returns at once. Its capture ends by itself: immediately, or if it is in a
     * call into FFmpeg, when this returns or has missed its deadline. Frames that it handed over
     * before are still sent, for as long as Kafka takes; a frame that comes later is dropped as
     * {@link DropReason#STOPPED}. What the camera held is then free, but for its counts, see {@link
     * #takeRemoved}.
     *
     * @return whether it was there
     */
    public boolean remove(CameraId cameraId) {
        return cameras.remove(cameraId);
    }

    /**
     * Returns the final counts of the views of cameras that were removed, once each, and forgets
     * them. A camera is left out until its capture has ended and none of its frames is on its way.
     * One that was removed several times is there as often.
     */
    public List<RemovedCamera> takeRemoved() {
        return cameras.takeRemoved();
    }

    /**
     * Returns what became of the frames of each view of the cameras that are there so far, by the
     * camera id of the frames, in the order in which they were added.
     */
    public Map<CameraId, CameraCounts> counts() {
        return cameras.counts();
    }

    /** How this worker and its cameras are. */
    public WorkerReport report() {
        return new WorkerReport(
                cameras.reports(),
                publisher.report(),
                ledger.report(),
                true,
                environment.hangingCalls());
    }

    /** Whether a camera that is there was given up. */
    public boolean hasFailed() {
        return cameras.hasFailed();
    }

    /**
     * How many calls into FFmpeg hang: they were abandoned and have still not returned. Each keeps
     * a thread, memory, and maybe a connection to its camera; only the end of the process frees
     * them.
     */
    public int hangingCalls() {
        return environment.hangingCalls();
    }

    /** Waits until every camera is at its end or given up and Kafka has all of their frames. */
    public void awaitFinished() throws InterruptedException {
        while (!awaitFinished(TICK)) {
            // Live cameras have no end, and files wait for Kafka as long as it takes.
        }
    }

    /** The same; returns false if it takes longer. */
    public boolean awaitFinished(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        return cameras.awaitEnd(timeout)
                && publisher.awaitSent(Duration.ofNanos(end - System.nanoTime()));
    }

    /**
     * Stops all cameras, gives Kafka the rest of the time to confirm their frames, and drops what
     * is left. Takes at most about two seconds longer than the timeout. Idempotent.
     */
    public void stop(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        watchdog.shutdownNow();
        cameras.close();
        try {
            boolean unused = cameras.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
            unused = publisher.awaitSent(Duration.ofNanos(end - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            publisher.close();
            closeLedger(Duration.ofNanos(end - System.nanoTime()));
        }
    }

    /** Stops within about four seconds, see {@link #stop}. */
    @Override
    public void close() {
        stop(STOP_TIMEOUT);
    }

    private void closeLedger(Duration timeout) {
        try {
            ledger.close(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread watchdogThread(Runnable task) {
        Thread thread = new Thread(task, "framewatch-camera-watchdog");
        thread.setDaemon(true);
        return thread;
    }
}
