package io.framewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.capture.Region;
import io.framewatch.ingest.capture.TestingCaptures;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.TestingOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CameraSetTest {

    private final TestingListener listener = new TestingListener();
    private final AtomicReference<IngestListener> next = new AtomicReference<>(status -> {});
    private final TestingCaptures captures = new TestingCaptures(this::onCamera);
    private final TestingOutbox outbox = new TestingOutbox();
    private final Map<CameraId, CameraTally> accounts = new HashMap<>();
    private final CameraSet cameras = new CameraSet(accounts::put, outbox::open, captures::prepare);

    @AfterEach
    void close() throws InterruptedException {
        captures.release();
        cameras.close();
        TestingCaptures.awaitNoThreads("set-");
    }

    @Test
    void shouldLeaveACameraAsItIsThatIsAddedAgain() throws Exception {
        CameraOptions gate = captures.finishing("set-gate", 2);

        assertThat(cameras.add(gate)).isTrue();
        listener.await("set-gate", CameraState.FINISHED);
        assertThat(cameras.add(gate)).isFalse();

        assertThat(outbox.confirmAll()).hasSize(2);
        assertThat(cameras.counts())
                .isEqualTo(
                        Map.of(
                                new CameraId("set-gate"),
                                new CameraCounts(2, Map.of(), Map.of(), 2, 0)));
    }

    @Test
    void shouldRefuseACameraThatIsThereWithOtherOptions() throws Exception {
        cameras.add(captures.waiting("set-gate", 1));
        captures.awaitWaiting("set-gate");

        assertThatThrownBy(
                        () ->
                                cameras.add(
                                        CameraOptions.of(
                                                new CameraId("set-gate"), "file:other.mp4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "camera set-gate is there with other options: it must be removed before it"
                                + " is added with these");

        assertThat(cameras.counts().get(new CameraId("set-gate")).captured()).isEqualTo(1);
    }

    @Test
    void shouldStillSendTheFramesOfARemovedCamera() throws Exception {
        cameras.add(captures.waiting("set-gate", 10));
        captures.awaitWaiting("set-gate");

        assertThat(cameras.remove(new CameraId("set-gate"))).isTrue();
        listener.await("set-gate", CameraState.STOPPED);

        assertThat(cameras.counts()).isEmpty();
        assertThat(cameras.takeRemoved()).as("10 frames are on their way").isEmpty();
        assertThat(outbox.confirmAll()).hasSize(10);
        assertThat(cameras.takeRemoved())
                .containsExactly(
                        new RemovedCamera(
                                new CameraId("set-gate"),
                                new CameraCounts(10, Map.of(), Map.of(), 10, 0)));
        assertThat(cameras.takeRemoved()).isEmpty();
        assertThat(outbox.lanes()).isZero();
        TestingCaptures.awaitNoThreads("set-gate");
    }

    @Test
    void shouldCountWhatKafkaDoesNotTakeAnyMore() throws Exception {
        cameras.add(captures.waiting("set-gate", 10));
        captures.awaitWaiting("set-gate");
        cameras.remove(new CameraId("set-gate"));
        listener.await("set-gate", CameraState.STOPPED);
        Frame sent = outbox.confirmNext();

        outbox.close();

        assertThat(sent.id().sequence()).isZero();
        assertThat(cameras.takeRemoved())
                .extracting(RemovedCamera::counts)
                .containsExactly(
                        new CameraCounts(10, Map.of(), Map.of(DropReason.STOPPED, 9L), 1, 0));
    }

    @Test
    void shouldEndAFileThatWaitsForRoom() throws Exception {
        cameras.add(captures.finishing("set-gate", 1_000));
        Frame first = outbox.confirmNext();

        cameras.remove(new CameraId("set-gate"));
        listener.await("set-gate", CameraState.STOPPED);
        int sent = outbox.confirmAll().size();

        assertThat(first.id().sequence()).isZero();
        CameraCounts counts = cameras.takeRemoved().get(0).counts();
        assertThat(counts.published()).isEqualTo(1 + sent);
        assertThat(counts.pending()).isZero();
        assertThat(counts.droppedTotal()).isLessThanOrEqualTo(1);
        assertThat(counts.captured()).isLessThan(1_000);
    }

    @Test
    void shouldNotDisturbTheOthers() throws Exception {
        cameras.add(captures.finishing("set-yard", 1_000));
        cameras.add(captures.waiting("set-gate", 1));
        captures.awaitWaiting("set-gate");
        List<Long> sequences = new ArrayList<>();
        sequences.addAll(yard(10));

        cameras.remove(new CameraId("set-gate"));
        listener.await("set-gate", CameraState.STOPPED);
        sequences.addAll(yard(989));
        listener.await("set-yard", CameraState.FINISHED);
        sequences.addAll(yard(1));

        assertThat(sequences).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(cameras.counts())
                .isEqualTo(
                        Map.of(
                                new CameraId("set-yard"),
                                new CameraCounts(1_000, Map.of(), Map.of(), 1_000, 0)));
    }

    @Test
    void shouldStartANewerRunWhateverTheClockDoes() throws Exception {
        Instant noon = Instant.parse("2026-11-25T12:00:00Z");
        CameraOptions gate = captures.waiting("set-gate", 1);
        List<Long> runs = new ArrayList<>();
        for (Instant now : List.of(noon, noon, noon.minusSeconds(3_600), noon.plusSeconds(1))) {
            captures.setTime(now);
            cameras.add(gate);
            captures.awaitWaiting("set-gate");
            cameras.remove(new CameraId("set-gate"));
            listener.await("set-gate", CameraState.STOPPED);
            runs.add(outbox.confirmNext().id().run());
        }

        long first = noon.toEpochMilli();
        assertThat(runs).containsExactly(first, first + 1, first + 2, first + 1_000);
    }

    @Test
    void shouldSendTheOldRunBeforeTheNewOne() throws Exception {
        CameraOptions gate = captures.waiting("set-gate", 3);
        cameras.add(gate);
        captures.awaitWaiting("set-gate");
        cameras.remove(new CameraId("set-gate"));

        cameras.add(gate);
        captures.awaitWaiting("set-gate");

        List<Frame> frames = outbox.confirmAll();
        assertThat(frames).hasSize(6);
        assertThat(frames).extracting(frame -> frame.id().run()).isSorted();
        assertThat(frames.get(3).id().run()).isGreaterThan(frames.get(2).id().run());
        assertThat(cameras.counts().get(new CameraId("set-gate")).published()).isEqualTo(3);
    }

    @Test
    void shouldAbandonACallThatDoesNotReturnAfterTheRemoval() throws Exception {
        cameras.add(captures.wedged("set-gate"));
        captures.awaitWaiting("set-gate");
        cameras.remove(new CameraId("set-gate"));

        cameras.supervise();

        assertThat(listener.await("set-gate", CameraState.STOPPED))
                .startsWith("a call into FFmpeg does not return and was abandoned");
        assertThat(cameras.takeRemoved())
                .extracting(RemovedCamera::counts)
                .containsExactly(new CameraCounts(0, Map.of(), Map.of(), 0, 0));
        assertThat(outbox.lanes()).isZero();
    }

    @Test
    void shouldCountTheHangingCallsOfAllCamerasUntilTheyReturn() throws Exception {
        for (String id : List.of("set-gate", "set-door")) {
            cameras.add(captures.wedged(id));
            captures.awaitWaiting(id);
        }

        cameras.supervise();
        captures.awaitWaiting("set-gate");
        captures.awaitWaiting("set-door");
        cameras.remove(new CameraId("set-gate"));
        cameras.supervise();

        assertThat(captures.hangingCalls()).isEqualTo(4);
        captures.release();
        cameras.close();
        TestingCaptures.awaitNoThreads("set-");
        assertThat(captures.hangingCalls()).isZero();
    }

    @Test
    void shouldLetAListenerRemoveItsCamera() throws Exception {
        CountDownLatch removed = new CountDownLatch(1);
        next.set(
                status -> {
                    if (status.state() == CameraState.FINISHED) {
                        cameras.remove(status.cameraId());
                        removed.countDown();
                    }
                });

        cameras.add(captures.finishing("set-gate", 1));

        assertThat(removed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(outbox.confirmAll()).hasSize(1);
        assertThat(cameras.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(cameras.takeRemoved()).hasSize(1);
    }

    @Test
    void shouldKeepTheViewsOfACameraApart() throws Exception {
        CameraOptions gate = captures.finishing("set-gate", 2);
        CameraOptions views =
                new CameraOptions(
                        gate.id(),
                        gate.video(),
                        gate.frames(),
                        gate.gating(),
                        List.of(new Region("door", 0, 0, 0.5, 1), new Region("all", 0, 0, 1, 1)),
                        false);
        cameras.add(views);
        listener.await("set-gate", CameraState.FINISHED);

        assertThat(outbox.lanes()).isEqualTo(2);
        assertThat(outbox.confirmAll())
                .extracting(frame -> frame.id().camera().value(), frame -> frame.id().sequence())
                .containsExactlyInAnyOrder(
                        tuple("set-gate.door", 0L),
                        tuple("set-gate.all", 0L),
                        tuple("set-gate.door", 1L),
                        tuple("set-gate.all", 1L));
        CameraCounts counts = new CameraCounts(2, Map.of(), Map.of(), 2, 0);
        assertThat(cameras.counts())
                .containsExactly(
                        Map.entry(new CameraId("set-gate.door"), counts),
                        Map.entry(new CameraId("set-gate.all"), counts));
        CameraOptions other = captures.finishing("set-gate.door", 1);
        assertThatThrownBy(() -> cameras.add(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be that of camera set-gate or its views");
        assertThat(cameras.remove(new CameraId("set-gate.door"))).isFalse();

        assertThat(cameras.remove(new CameraId("set-gate"))).isTrue();
        assertThat(cameras.takeRemoved())
                .containsExactly(
                        new RemovedCamera(new CameraId("set-gate.door"), counts),
                        new RemovedCamera(new CameraId("set-gate.all"), counts));
        assertThat(outbox.lanes()).isZero();
        assertThat(cameras.add(other)).isTrue();
    }

    @Test
    void shouldKnowNothingOfACameraThatWasNeverThere() {
        assertThat(cameras.remove(new CameraId("set-gate"))).isFalse();
        assertThat(cameras.takeRemoved()).isEmpty();
    }

    @Test
    void shouldTakeNoCameraAfterTheStop() {
        CameraOptions gate = captures.finishing("set-gate", 1);
        cameras.close();

        assertThatThrownBy(() -> cameras.add(gate))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("camera set-gate must be added before ingest is stopped");
        assertThat(outbox.lanes()).isZero();
    }

    /** Of every round the counts are there, and nothing else. */
    @Test
    void shouldHoldNothingOfCamerasThatCameAndWent() throws Exception {
        int rounds = 100;
        CameraOptions gate = captures.waiting("set-gate", 2);
        CameraOptions yard = captures.finishing("set-yard", 3);
        for (int round = 0; round < rounds; round++) {
            cameras.add(gate);
            cameras.add(yard);
            captures.awaitWaiting("set-gate");
            listener.await("set-yard", CameraState.FINISHED);
            cameras.remove(new CameraId("set-gate"));
            cameras.remove(new CameraId("set-yard"));
            if (round % 3 == 0) {
                outbox.confirmAll();
            }
        }
        outbox.confirmAll();
        TestingCaptures.awaitNoThreads("set-");

        assertThat(cameras.takeRemoved())
                .hasSize(2 * rounds)
                .extracting(RemovedCamera::counts)
                .allMatch(counts -> counts.published() == counts.captured())
                .allMatch(counts -> counts.pending() == 0);
        assertThat(outbox.lanes()).isZero();
        assertThat(cameras.counts()).isEmpty();
    }

    private List<Long> yard(int count) throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        while (sequences.size() < count) {
            Frame frame = outbox.confirmNext();
            if (frame.id().camera().value().equals("set-yard")) {
                sequences.add(frame.id().sequence());
            }
        }
        return sequences;
    }

    private void onCamera(CameraStatus status) {
        listener.onCamera(status);
        next.get().onCamera(status);
    }
}
