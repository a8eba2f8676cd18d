package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.capture.Login;
import io.framewatch.ingest.capture.TestingEnvironment;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.TestingTallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A camera that is captured, supervised as a worker does it, whose frames are counted. */
final class CountedCapture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
    private final List<Arrival> taken = new ArrayList<>();
    private final List<CameraStatus> said = new ArrayList<>();
    private final CameraTally tally = new CameraTally();
    private final CameraCapture capture;

    /**
     * A frame that came out.
     *
     * @param nanos when, as {@link System#nanoTime()}
     */
    record Arrival(FrameId frame, long nanos) {}

    private CountedCapture(CameraOptions camera, Login login, Duration slowRetry) {
        this.capture =
                new CameraCapture(
                        camera,
                        login,
                        Map.of(camera.id(), new CameraOutput(tally, this::publish)),
                        TestingEnvironment.retryingSlowly(statuses::add, slowRetry));
    }

    /**
     * Begins to capture.
     *
     * @param options the camera's options, as in the configuration file
     * @param login user name and password, or null
     * @param slowRetry how long to wait where somebody has to change something first
     */
    static CountedCapture start(Map<String, Object> options, Login login, Duration slowRetry)
            throws Exception {
        Camera camera = new Camera(new CameraId("gate"), false, List.of(), options);
        CountedCapture started = new CountedCapture(CameraOptions.of(camera), login, slowRetry);
        started.capture.start();
        return started;
    }

    /** Waits until so many frames more have come, and returns the last one. */
    Arrival awaitFrames(int count) throws InterruptedException {
        Arrival last = null;
        for (int i = 0; i < count; i++) {
            last = awaitFrame(arrival -> true);
        }
        return last;
    }

    /** Waits for the next frame that is meant. */
    Arrival awaitFrame(Predicate<Arrival> meant) throws InterruptedException {
        return await(arrivals, taken, meant, PATIENCE);
    }

    /** Forgets what the camera has said until now. */
    void forgetStatuses() {
        statuses.drainTo(said);
    }

    /** Waits until the camera was lost, or could not be opened, once more. */
    CameraStatus awaitRetry() throws InterruptedException {
        return await(statuses, said, status -> status.state() == CameraState.RETRYING, PATIENCE);
    }

    /** The same, but no longer than this. */
    void awaitRetry(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            CameraStatus status = statuses.poll(left, TimeUnit.NANOSECONDS);
            if (status != null && status.state() == CameraState.RETRYING) {
                return;
            }
        }
    }

    /** The counts of all runs so far. */
    Map<Long, CameraCounts> counts() {
        return TestingTallies.runs(tally);
    }

    /** All frames so far, in order. */
    List<FrameId> frames() {
        arrivals.drainTo(taken);
        return taken.stream().map(Arrival::frame).toList();
    }

    /** Stops the capture, and waits for its end. */
    @Override
    public void close() {
        capture.close();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!capture.awaitEnd(TICK)) {
                capture.superviseNativeCalls();
                assertThat(System.nanoTime()).as("the capture must end").isLessThan(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T await(BlockingQueue<T> queue, List<T> seen, Predicate<T> meant, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            T next = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                capture.superviseNativeCalls();
                continue;
            }
            seen.add(next);
            if (meant.test(next)) {
                return next;
            }
        }
        forgetStatuses();
        throw new AssertionError("nothing came for " + patience + "; the camera said " + said);
    }

    private void publish(Frame frame) {
        arrivals.add(new Arrival(frame.id(), System.nanoTime()));
        tally.run(frame.id().run()).published();
    }
}
