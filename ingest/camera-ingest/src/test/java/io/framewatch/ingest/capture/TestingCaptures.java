package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.publish.CameraOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Captures of stub videos by a clock that stands still, for tests of other packages. */
public final class TestingCaptures {

    private final Map<String, Video.Opener> videos = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final SettableClock clock = new SettableClock();
    private final CaptureEnvironment environment;

    public TestingCaptures(Consumer<CameraStatus> listener) {
        this.environment =
                new CaptureEnvironment(
                        listener,
                        (source, deadline) -> videos.get(source.url()).open(source, deadline),
                        RetryDelays.DEFAULT,
                        clock);
    }

    public CameraCapture prepare(
            CameraOptions camera, long lastRun, Map<CameraId, CameraOutput> outputs) {
        return new CameraCapture(camera, lastRun, null, outputs, environment);
    }

    public int hangingCalls() {
        return environment.hangingCalls();
    }

    public void setTime(Instant now) {
        clock.now = now;
    }

    /** A camera at the end of its file after some pictures. */
    public CameraOptions finishing(String id, int pictures) {
        return camera(id, (source, deadline) -> TestingVideo.file(pictures));
    }

    /** A camera that waits for its next picture after some. */
    public CameraOptions waiting(String id, int pictures) {
        Semaphore here = waiting.computeIfAbsent(id, key -> new Semaphore(0));
        return camera(
                id, (source, deadline) -> new TestingVideo(pictures, () -> awaitInterrupt(here)));
    }

    /** A camera that does not come back from opening its video, though its deadline is over. */
    public CameraOptions wedged(String id) {
        Semaphore here = waiting.computeIfAbsent(id, key -> new Semaphore(0));
        return camera(
                id,
                (source, deadline) -> {
                    deadline.arm(Duration.ofHours(-1));
                    here.release();
                    awaitRelease();
                    throw new CaptureException(FailureReason.STOPPED);
                });
    }

    /** Waits until a camera waits for its next picture, or hangs, once more. */
    public void awaitWaiting(String id) throws InterruptedException {
        assertThat(waiting.get(id).tryAcquire(10, TimeUnit.SECONDS)).as(id).isTrue();
    }

    /** Lets the calls return that hang. */
    public void release() {
        released.countDown();
    }

    /** Waits until the threads of some cameras have ended. */
    public static void awaitNoThreads(String cameraIdPrefix) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("framewatch-camera-" + cameraIdPrefix)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private CameraOptions camera(String id, Video.Opener video) {
        String uri = "file:" + id + ".mp4";
        videos.put(uri, video);
        return new CameraOptions(
                new CameraId(id),
                new VideoOptions(
                        uri,
                        Transport.TCP,
                        AccessOptions.NONE,
                        Duration.ofSeconds(10),
                        Pace.FAST,
                        false),
                new FrameOptions(25, Fit.CROP, FrameEncoding.RGB, 90, 0));
    }

    private static boolean awaitInterrupt(Semaphore here) throws CaptureException {
        here.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CaptureException(FailureReason.STOPPED);
    }

    private void awaitRelease() {
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException e) {
                // A native call does not notice either.
            }
        }
    }

    private static final class SettableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-25T04:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock has one zone");
        }
    }
}
