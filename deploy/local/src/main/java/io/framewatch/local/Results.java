package io.framewatch.local;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.ShedFrame;
import io.framewatch.frame.FrameId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * What the pipeline has answered so far: counts and the latest result of each camera, alerts, and
 * latency. A record that is read twice, as at-least-once delivery allows, counts once. Thread-safe.
 */
final class Results {

    private final Map<String, CameraResults> cameras = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final List<Alert> unseen = new ArrayList<>();

    /** Adds a classification that was read at the given time. */
    synchronized void add(Classification result, Instant readAt) {
        FrameId frame = FrameId.parse(result.evidence().frame());
        if (camera(result.camera()).classified(frame, result, readAt)) {
            notifyAll();
        }
    }

    /** Adds a frame that was shed. */
    synchronized void add(ShedFrame shed) {
        if (camera(shed.camera()).shed(FrameId.parse(shed.evidence().frame()))) {
            notifyAll();
        }
    }

    /** Adds a change of an alert. */
    synchronized void add(Alert alert) {
        Set<String> ids = alert.state() == Alert.State.STARTED ? started : ended;
        if (ids.add(alert.id())) {
            unseen.add(alert);
        }
    }

    /** Adds a dead letter of the given camera. */
    synchronized void addDeadLetter(String cameraId) {
        camera(cameraId).deadLettered();
        notifyAll();
    }

    /** The alerts that came since the last call, oldest first. */
    synchronized List<Alert> takeAlerts() {
        List<Alert> taken = List.copyOf(unseen);
        unseen.clear();
        return taken;
    }

    /** The camera's results at this moment. */
    synchronized CameraResults.Snapshot of(String cameraId, Instant now) {
        return camera(cameraId).snapshot(now);
    }

    synchronized long alertsStarted() {
        return started.size();
    }

    synchronized long alertsEnded() {
        return ended.size();
    }

    /** Capture to result, of all cameras. */
    synchronized Summary.Latency latency() {
        Histogram millis = new Histogram(CameraResults.LATENCY_DIGITS);
        cameras.values().forEach(camera -> millis.add(camera.latencyMillis()));
        return new Summary.Latency(
                millis.getValueAtPercentile(50), millis.getValueAtPercentile(99));
    }

    /** Waits until that many frames are classified, dead letters or shed, at most for a time. */
    synchronized void await(long frames, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (frames() < frames) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    private long frames() {
        return cameras.values().stream().mapToLong(CameraResults::frames).sum();
    }

    private CameraResults camera(String cameraId) {
        return cameras.computeIfAbsent(cameraId, id -> new CameraResults());
    }
}
