package io.framewatch.ingest.capture;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures one camera on a thread of its own, until the end of its file, or for ever. Thread-safe.
 */
public final class CameraCapture implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CameraCapture.class);

    /** FFmpeg looks at its deadline every 0.1 s; a call this late will not look any more. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A camera that hangs alone must not end its worker, and then the next one that has it. */
    private static final int MAX_ABANDONED = 5;

    private final CameraOptions camera;
    private final VideoSource source;
    private final Map<CameraId, CameraOutput> outputs;
    private final CaptureEnvironment environment;
    private final ViewCheck view;
    private final CountDownLatch ended = new CountDownLatch(1);
    private CaptureWorker worker;
    private Thread thread;
    private long run;
    private CameraState state = CameraState.CONNECTING;
    private String message = "";
    private long runs;
    private boolean stopping;
    private int abandoned;

    /**
     * Prepares a capture.
     *
     * @param login user name and password, or null
     * @param outputs where the frames of each of the camera's views go
     */
    public CameraCapture(
            CameraOptions camera,
            Login login,
            Map<CameraId, CameraOutput> outputs,
            CaptureEnvironment environment) {
        this(camera, 0, login, outputs, environment);
    }

    /**
     * Prepares a capture of a camera that was captured before.
     *
     * @param lastRun the camera's runs are above this one, whatever the clock says
     * @param login user name and password, or null
     * @param outputs where the frames of each of the camera's views go
     */
    public CameraCapture(
            CameraOptions camera,
            long lastRun,
            Login login,
            Map<CameraId, CameraOutput> outputs,
            CaptureEnvironment environment) {
        this.run = lastRun;
        this.camera = camera;
        this.source = VideoSource.of(camera.video(), login).withTrack(camera.frames().track());
        this.outputs = Map.copyOf(outputs);
        this.environment = environment;
        this.view = new ViewCheck(camera.viewCheck());
    }

    /** Whether the camera is a live one, which gives pictures whether or not anybody is ready. */
    public static boolean isLive(CameraOptions camera) {
        return VideoUri.parse(camera.video().uri()).isLive();
    }

    /**
     * Loads FFmpeg, once in this process.
     *
     * @throws IllegalStateException if its libraries for this platform are missing
     */
    public static void loadNatives() {
        try {
            FfmpegLibrary.load();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "FFmpeg cannot be loaded on this platform: the jars of ffmpeg and javacpp with"
                            + " its classifier must be on the class path",
                    e);
        }
    }

    /** Begins to capture, unless it was closed before. May be called once. */
    public synchronized void start() {
        if (worker != null) {
            throw new IllegalStateException("camera " + camera.id() + " must be started only once");
        }
        if (!stopping) {
            startWorker();
        }
    }

    /**
     * Looks after a native call that does not return although its time is over: its worker is
     * abandoned, and unless the capture was closed another one takes the camera. To be called about
     * every second.
     */
    public synchronized void superviseNativeCalls() {
        if (state.isFinal() || worker == null || !worker.isWedged(GRACE)) {
            return;
        }
        abandoned++;
        environment.abandon(thread);
        worker.stop();
        String reason = FailureReason.WEDGED.text() + " (number " + abandoned + ")";
        if (stopping) {
            change(CameraState.STOPPED, reason);
        } else if (abandoned < MAX_ABANDONED) {
            change(CameraState.RETRYING, reason + "; connecting again now");
            startWorker();
        } else {
            change(CameraState.FAILED, reason + "; given up, because each one holds memory");
        }
    }

    /** Where the camera stands. */
    public synchronized CameraState state() {
        return state;
    }

    /** How the capture is. */
    public synchronized CaptureReport report() {
        long reconnects = Math.max(0, runs - 1);
        return new CaptureReport(state, message, view.view(), run, reconnects, abandoned);
    }

    /** Waits for the end; returns false if that takes longer. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Stops capturing without waiting for the thread, which ends at once, or when its call into
     * FFmpeg returns or is abandoned. Idempotent.
     */
    @Override
    public synchronized void close() {
        stopping = true;
        if (worker == null) {
            change(CameraState.STOPPED, "");
        } else {
            worker.stop();
            thread.interrupt();
        }
    }

    private void startWorker() {
        worker =
                new CaptureWorker(
                        this::beginRun, this::report, source.live(), environment.delays());
        thread = new Thread(worker, "framewatch-camera-" + camera.id());
        thread.setDaemon(true);
        thread.start();
    }

    private CaptureRun beginRun(Deadline deadline) {
        Instant start = environment.clock().instant();
        CaptureRun.Videos videos = () -> open(deadline);
        CaptureRun.Clocks clocks = delivery -> clock(delivery, start);
        return new CaptureRun(camera, nextRun(start), videos, deadline, clocks, outputs)
                .watchedBy(view);
    }

    private synchronized long nextRun(Instant start) {
        runs++;
        run = Math.max(environment.nextRun(start), run + 1);
        return run;
    }

    private Video open(Deadline deadline) throws CaptureException {
        VideoSource.Opening<Video> opening = any -> environment.opener().open(any, deadline);
        return camera.video().transport() == Transport.AUTOMATIC
                ? source.openOverEither(opening)
                : opening.open(source);
    }

    private CaptureClock clock(Delivery delivery, Instant start) {
        Clock clock = environment.clock();
        return delivery != Delivery.RECORDED
                ? new LiveClock(delivery, clock, System::nanoTime)
                : new FileClock(new Pacer(camera.video().pace(), start, clock, Pacer::sleep));
    }

    /** An abandoned worker has nothing to say any more. */
    private synchronized void report(CaptureWorker reporter, CameraState next, String message) {
        if (reporter == worker) {
            change(next, message);
        }
    }

    private void change(CameraState next, String why) {
        if (state.isFinal()) {
            return;
        }
        state = next;
        message = why;
        CameraStatus status = new CameraStatus(camera.id(), run, next, view.view(), why);
        LOG.info("{}", status);
        environment.listener().accept(status);
        if (next.isFinal()) {
            ended.countDown();
        }
    }
}
