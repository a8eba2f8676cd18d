package io.framewatch.ingest;

import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.FrameOutlet;
import io.framewatch.ingest.publish.FramePublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * A running ingest worker: captures its cameras and publishes their frames. A camera that fails
 * never disturbs the others. Thread-safe.
 */
public final class CameraIngest implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final FramePublisher publisher;
    private final List<CameraCapture> captures = new ArrayList<>();
    private final Map<String, CameraTally> tallies = new LinkedHashMap<>();
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(CameraIngest::watchdogThread);

    private CameraIngest(IngestOptions options, IngestListener listener) {
        this.publisher = new FramePublisher(options.kafka(), listener::onKafka);
        for (CameraOptions camera : options.cameras()) {
            CameraTally tally = new CameraTally();
            FrameOutlet outlet = publisher.open(tally, CameraCapture.isLive(camera));
            tallies.put(camera.id(), tally);
            captures.add(
                    new CameraCapture(
                            camera, options.login(camera), tally, outlet, listener::onCamera));
        }
    }

    /**
     * Starts all cameras and returns at once.
     *
     * @param listener hears every change from now on
     * @throws KafkaException if the options are not those of a Kafka client
     * @throws IllegalStateException if FFmpeg's libraries for this platform are missing
     */
    public static CameraIngest start(IngestOptions options, IngestListener listener) {
        CameraCapture.loadNatives();
        CameraIngest ingest = new CameraIngest(options, listener);
        ingest.captures.forEach(CameraCapture::start);
        var unused =
                ingest.watchdog.scheduleWithFixedDelay(
                        () -> ingest.captures.forEach(CameraCapture::superviseNativeCalls),
                        TICK.toMillis(),
                        TICK.toMillis(),
                        TimeUnit.MILLISECONDS);
        return ingest;
    }

    /** Returns what became of each camera's frames so far, by camera id, in the options' order. */
    public Map<String, CameraCounts> counts() {
        Map<String, CameraCounts> counts = new LinkedHashMap<>();
        tallies.forEach((cameraId, tally) -> counts.put(cameraId, tally.counts()));
        return Collections.unmodifiableMap(counts);
    }

    /** Whether a camera was given up. */
    public boolean hasFailed() {
        return captures.stream().anyMatch(capture -> capture.state() == CameraState.FAILED);
    }

    /** Waits until every camera is at its end or given up and Kafka has all of their frames. */
    public void awaitFinished() throws InterruptedException {
        for (CameraCapture capture : captures) {
            while (!capture.awaitEnd(TICK)) {
                // Live cameras have no end.
            }
        }
        while (!publisher.awaitSent(TICK)) {
            // Files wait for Kafka as long as it takes.
        }
    }

    /**
     * Stops all cameras, gives Kafka the rest of the time to confirm their frames, and drops what
     * is left. Takes at most about a second longer than the timeout. Idempotent.
     */
    public void stop(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        watchdog.shutdownNow();
        captures.forEach(CameraCapture::close);
        try {
            for (CameraCapture capture : captures) {
                boolean unused = capture.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
            }
            boolean unused = publisher.awaitSent(Duration.ofNanos(end - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            publisher.close();
        }
    }

    /** Stops within about four seconds, see {@link #stop}. */
    @Override
    public void close() {
        stop(STOP_TIMEOUT);
    }

    private static Thread watchdogThread(Runnable task) {
        Thread thread = new Thread(task, "framewatch-camera-watchdog");
        thread.setDaemon(true);
        return thread;
    }
}
