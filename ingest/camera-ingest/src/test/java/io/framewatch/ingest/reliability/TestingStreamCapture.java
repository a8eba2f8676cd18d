package io.framewatch.ingest.reliability;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.capture.CaptureEnvironment;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Captures one stream as production does, until its end, its first loss, or for a while. */
final class TestingStreamCapture {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration MAX_LENGTH = Duration.ofSeconds(20);
    private static final Duration MAX_HANG = Duration.ofSeconds(60);

    private final CameraTally tally = new CameraTally();
    private long frames;
    private long lastSequence = -1;
    private long lastRun;
    private String disorder = "";
    private volatile boolean lost;
    private volatile String message = "";

    /**
     * How a capture ended.
     *
     * @param problem what must not be; empty if nothing
     * @param why the last that the camera said
     */
    record Outcome(CameraState state, CameraCounts counts, String problem, String why) {}

    private TestingStreamCapture() {}

    /**
     * @param timeout longest time without data
     * @throws IllegalStateException if the capture does not end although it was closed
     */
    static Outcome capture(String id, String uri, TestingStream.Carrier carrier, Duration timeout)
            throws Exception {
        return new TestingStreamCapture().run(options(id, uri, carrier, timeout));
    }

    private Outcome run(CameraOptions camera) throws InterruptedException {
        CaptureEnvironment environment = new CaptureEnvironment(this::heard);
        CameraOutput output = new CameraOutput(tally, this::publish);
        CameraCapture capture =
                new CameraCapture(camera, null, Map.of(camera.id(), output), environment);
        try (capture) {
            capture.start();
            long start = System.nanoTime();
            while (!capture.awaitEnd(TICK)) {
                capture.superviseNativeCalls();
                Duration age = Duration.ofNanos(System.nanoTime() - start);
                if (lost || age.compareTo(MAX_LENGTH) > 0) {
                    capture.close();
                }
                if (age.compareTo(MAX_LENGTH.plus(MAX_HANG)) > 0) {
                    throw new IllegalStateException(camera + " hangs: " + capture.report());
                }
            }
        }
        joinThread(camera.id());
        CameraCounts counts = tally.counts();
        return new Outcome(
                capture.state(), counts, problem(counts, capture.report().abandonedCalls()), why());
    }

    private void heard(CameraStatus status) {
        if (!status.message().isEmpty()) {
            message = status.message();
        }
        lost |= status.state() == CameraState.RETRYING;
    }

    private void publish(Frame frame) {
        tally.run(frame.id().run()).published();
        frames++;
        boolean sameRun = frame.id().run() == lastRun; // a lost camera may be back before its end
        if (sameRun && frame.id().sequence() <= lastSequence) {
            disorder = "frame " + frame.id() + " comes after " + lastSequence;
        }
        lastRun = frame.id().run();
        lastSequence = frame.id().sequence();
    }

    private String problem(CameraCounts counts, long abandoned) {
        if (counts.pending() != 0 || counts.published() != frames) {
            return "not accounted for: " + counts + ", seen " + frames;
        }
        if (counts.captured() <= lastSequence) {
            return "captured " + counts.captured() + ", last number " + lastSequence;
        }
        if (abandoned > 0) {
            return "abandoned native calls: " + abandoned;
        }
        return message.startsWith("unexpected error") ? message : disorder;
    }

    /** The reason without its numbers. */
    private String why() {
        return message.split("[:;(]", 2)[0].strip();
    }

    private static void joinThread(CameraId cameraId) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("framewatch-camera-" + cameraId)) {
                thread.join();
            }
        }
    }

    private static CameraOptions options(
            String id, String uri, TestingStream.Carrier carrier, Duration timeout)
            throws Exception {
        Map<String, Object> options = new HashMap<>();
        options.put("uri", uri);
        options.put("timeout", timeout.toMillis() + "ms");
        options.put("fps", 25);
        switch (carrier) {
            case FILE -> options.put("pace", "fast");
            case RTSP_UDP -> options.put("transport", "udp");
            case HTTP, RTSP_TCP -> {}
        }
        return CameraOptions.of(new Camera(new CameraId(id), false, List.of(), options));
    }
}
