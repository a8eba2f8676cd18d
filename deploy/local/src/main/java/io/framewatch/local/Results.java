package io.framewatch.local;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;

/**
 * What the pipeline has answered so far: counts and the latest result of each camera, alerts, and
 * latency. A frame counts once, however often and in whichever ways it is answered, as
 * at-least-once delivery allows. Answers about cameras of others are left out. Thread-safe.
 */
final class Results {

    private final Map<CameraId, CameraResults> cameras = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final List<Alert> unseen = new ArrayList<>();
    private final AnsweredFrames answered = new AnsweredFrames();

    /** Takes the ids of the cameras whose answers count. */
    Results(Collection<CameraId> cameraIds) {
        cameraIds.forEach(id -> cameras.put(id, new CameraResults()));
    }

    /** Adds a classification that was read at the given time. */
    synchronized void add(Classification result, Instant readAt) {
        answer(result.location(), camera -> camera.classified(result, readAt));
    }

    /** Adds a frame that was shed. */
    synchronized void add(ShedFrame shed) {
        answer(shed.location(), CameraResults::shed);
    }

    /**
     * Adds a dead letter.
     *
     * @param key key of the original record, which may be no camera's id; null if it had none
     */
    synchronized void add(String key, DeadLetter letter) {
        ReceivedRecord.Position position = letter.original().position();
        TopicPartition partition = new TopicPartition(position.topic(), position.partition());
        cameras.keySet().stream()
                .filter(id -> id.value().equals(key))
                .findFirst()
                .ifPresent(
                        id ->
                                answer(
                                        id,
                                        partition,
                                        position.offset(),
                                        CameraResults::deadLettered));
    }

    private void answer(FrameLocation frame, Consumer<CameraResults> count) {
        TopicPartition partition = new TopicPartition(frame.topic(), frame.partition());
        answer(frame.frame().camera(), partition, frame.offset(), count);
    }

    private void answer(
            CameraId cameraId,
            TopicPartition partition,
            long offset,
            Consumer<CameraResults> count) {
        CameraResults camera = cameras.get(cameraId);
        if (camera != null && answered.add(partition, offset)) {
            count.accept(camera);
            notifyAll();
        }
    }

    /** Adds a change of an alert. */
    synchronized void add(Alert alert) {
        Set<String> ids = alert.state() == AlertState.STARTED ? started : ended;
        if (cameras.containsKey(alert.trigger().camera()) && ids.add(alert.id())) {
            unseen.add(alert);
        }
    }

    /** The alerts that came since the last call, oldest first. */
    synchronized List<Alert> takeAlerts() {
        List<Alert> taken = List.copyOf(unseen);
        unseen.clear();
        return taken;
    }

    /** The camera's results at this moment. */
    synchronized CameraResults.Snapshot of(CameraId cameraId, Instant now) {
        return cameras.get(cameraId).snapshot(now);
    }

    /** The alerts so far. */
    synchronized Summary.Alerts alerts() {
        return new Summary.Alerts(started.size(), ended.size());
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
        return cameras.values().stream().mapToLong(camera -> camera.answered().total()).sum();
    }
}
