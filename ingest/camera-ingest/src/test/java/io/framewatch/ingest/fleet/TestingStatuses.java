package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Follows the topic of the cameras' states, as the one thread that awaits them. */
public final class TestingStatuses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicFollower follower;
    private final Map<CameraId, CameraStatusReport> latest = new HashMap<>();
    private final Map<CameraId, Queue<CameraStatusReport>> unseen = new HashMap<>();

    private TestingStatuses(KafkaClients clients) {
        follower =
                TopicFollower.fromBeginning(
                        clients, new Subscription<>(Topics.CAMERA_STATUS, this::received));
    }

    public static TestingStatuses follow(KafkaClients clients) {
        return new TestingStatuses(clients);
    }

    /** Waits for the camera's next report of the state, and returns it. */
    CameraStatusReport await(CameraId camera, State state) {
        Queue<CameraStatusReport> own = unseen.computeIfAbsent(camera, id -> new ArrayDeque<>());
        while (true) {
            await(() -> !own.isEmpty(), camera + " " + state);
            CameraStatusReport next = own.remove();
            if (next.state() == state) {
                return next;
            }
        }
    }

    /** Waits until each camera is in the state at the worker. */
    public void awaitAll(Collection<CameraId> cameras, String worker, State state) {
        awaitAll(cameras, status -> status.state() == state && status.worker().equals(worker));
    }

    /** Waits until the latest report of each camera is such a one. */
    public void awaitAll(Collection<CameraId> cameras, Predicate<CameraStatusReport> such) {
        await(
                () ->
                        cameras.stream()
                                .allMatch(
                                        camera ->
                                                latest.containsKey(camera)
                                                        && such.test(latest.get(camera))),
                "all cameras");
    }

    /** Waits until a worker has some cameras in the state, and returns them. */
    public Set<CameraId> awaitSome(String worker, State state) {
        await(
                () ->
                        latest.values().stream()
                                .anyMatch(s -> s.worker().equals(worker) && s.state() == state),
                worker + " " + state);
        return of(worker);
    }

    /** The cameras that a worker has by now. */
    Set<CameraId> of(String worker) {
        Set<CameraId> cameras = new HashSet<>();
        latest.forEach(
                (camera, status) -> {
                    if (status.worker().equals(worker)) {
                        cameras.add(camera);
                    }
                });
        return cameras;
    }

    @Override
    public void close() {
        follower.close();
    }

    private void await(BooleanSupplier reached, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s in %s", what, latest).isLessThan(end);
            follower.poll(POLL);
        }
    }

    private void received(TopicRecord<CameraStatusReport> record) {
        CameraStatusReport report = record.value();
        latest.put(report.camera(), report);
        unseen.computeIfAbsent(report.camera(), id -> new ArrayDeque<>()).add(report);
    }
}
