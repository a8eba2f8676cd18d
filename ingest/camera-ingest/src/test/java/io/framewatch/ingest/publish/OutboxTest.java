package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {

    private final Outbox outbox = new Outbox();
    private final CameraTally tally = new CameraTally();

    @Test
    void shouldKeepTheOrderOfACameraAndTakeTurnsBetweenCameras() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        FrameOutlet yard = outbox.open(new CameraId("yard"), tally, true);
        put(gate, "gate", 0, 3);
        put(yard, "yard", 0, 2);

        assertThat(take(5))
                .extracting(envelope -> envelope.frame().id().toString())
                .containsExactly("gate/1/0", "yard/1/0", "gate/1/1", "yard/1/1", "gate/1/2");
        assertThat(outbox.take(Duration.ZERO)).isNull();
    }

    @Test
    void shouldDropTheOldestFramesOfALiveCameraWhenKafkaIsSlow() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);

        put(gate, "gate", 0, Outbox.CAPACITY + 3);

        assertThat(take(1).get(0).frame().id().sequence()).isEqualTo(3);
        assertThat(tally.counts())
                .isEqualTo(
                        new CameraCounts(
                                Outbox.CAPACITY + 3,
                                Map.of(),
                                Map.of(DropReason.SLOW_BROKER, 3L),
                                0,
                                Outbox.CAPACITY));
    }

    @Test
    void shouldNotHaveMoreFramesInFlightThanAllowed() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, Outbox.MAX_IN_FLIGHT);
        List<Envelope> inFlight = take(Outbox.MAX_IN_FLIGHT);
        put(gate, "gate", Outbox.MAX_IN_FLIGHT, 1);

        assertThat(outbox.take(Duration.ZERO)).isNull();
        outbox.confirmed(inFlight.get(0));
        assertThat(outbox.take(Duration.ZERO)).isNotNull();
    }

    @Test
    void shouldLetAFileWaitForRoom() throws Exception {
        FrameOutlet file = outbox.open(new CameraId("file"), tally, false);
        CountDownLatch done = new CountDownLatch(1);
        Thread camera =
                start(
                        () -> {
                            put(file, "file", 0, 2 * Outbox.CAPACITY);
                            done.countDown();
                        });

        for (int i = 0; i < 2 * Outbox.CAPACITY; i++) {
            Envelope envelope = outbox.take(Duration.ofSeconds(5));
            assertThat(envelope.frame().id().sequence()).isEqualTo(i);
            outbox.confirmed(envelope);
        }

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        camera.join();
        assertThat(tally.counts())
                .isEqualTo(
                        new CameraCounts(
                                2 * Outbox.CAPACITY, Map.of(), Map.of(), 2 * Outbox.CAPACITY, 0));
    }

    @Test
    void shouldCountTheFrameOfAFileThatIsStoppedWhileItWaits() throws Exception {
        FrameOutlet file = outbox.open(new CameraId("file"), tally, false);
        put(file, "file", 0, Outbox.CAPACITY);
        Thread camera = start(() -> put(file, "file", Outbox.CAPACITY, 1));

        camera.interrupt();
        camera.join();

        assertThat(tally.counts().dropped()).isEqualTo(Map.of(DropReason.STOPPED, 1L));
        assertThat(tally.counts().pending()).isEqualTo(Outbox.CAPACITY);
    }

    @Test
    void shouldSendAFrameAgainBeforeTheOnesAfterIt() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, 2);

        outbox.returned(take(1).get(0));

        assertThat(take(2))
                .extracting(envelope -> envelope.frame().id().sequence())
                .containsExactly(0L, 1L);
    }

    @Test
    void shouldKeepTheOrderOfFramesThatAllComeBack() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, 4);
        List<Envelope> inFlight = take(3);

        inFlight.forEach(outbox::returned);

        assertThat(take(4))
                .extracting(envelope -> envelope.frame().id().sequence())
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void shouldDropWhatIsLeftWhenClosed() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, 4);
        List<Envelope> inFlight = take(3);

        outbox.close();
        outbox.confirmed(inFlight.get(0));
        outbox.failed(inFlight.get(1), DropReason.REFUSED);
        outbox.returned(inFlight.get(2));
        put(gate, "gate", 4, 1);

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(5, Map.of(), Map.of(DropReason.STOPPED, 4L), 1, 0));
        assertThat(outbox.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldSendWhatWaitsWhenACameraIsRemovedAndForgetItAfterwards() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, 3);
        List<Envelope> inFlight = take(1);

        gate.close();
        gate.close();
        outbox.returned(inFlight.get(0));
        assertThat(outbox.lanes()).isEqualTo(1);
        take(3).forEach(outbox::confirmed);

        assertThat(outbox.lanes()).isZero();
        assertThat(tally.counts()).isEqualTo(new CameraCounts(3, Map.of(), Map.of(), 3, 0));
    }

    @Test
    void shouldForgetACameraWithoutFramesAtOnce() {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        assertThat(outbox.lanes()).isEqualTo(1);

        gate.close();

        assertThat(outbox.lanes()).isZero();
    }

    @Test
    void shouldDropWhatComesAfterTheRemoval() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        gate.close();

        put(gate, "gate", 0, 1);

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(1, Map.of(), Map.of(DropReason.STOPPED, 1L), 0, 0));
        assertThat(outbox.lanes()).isZero();
    }

    @Test
    void shouldReleaseAFileThatWaitsWhenItIsRemoved() throws Exception {
        FrameOutlet file = outbox.open(new CameraId("file"), tally, false);
        put(file, "file", 0, Outbox.CAPACITY);
        Thread camera = start(() -> put(file, "file", Outbox.CAPACITY, 1));

        file.close();
        camera.join();

        assertThat(tally.counts().dropped()).isEqualTo(Map.of(DropReason.STOPPED, 1L));
        assertThat(tally.counts().pending()).isEqualTo(Outbox.CAPACITY);
    }

    @Test
    void shouldSendTheFramesOfARemovedCameraBeforeThoseOfItsNextRun() throws Exception {
        CameraTally next = new CameraTally();
        FrameOutlet before = outbox.open(new CameraId("gate"), tally, true);
        put(before, "gate", 0, 2);
        List<Envelope> inFlight = take(1);
        before.close();
        FrameOutlet after = outbox.open(new CameraId("gate"), next, true);
        next.run(1).captured();
        after.publish(frame("gate", 100));

        outbox.returned(inFlight.get(0));
        List<Envelope> taken = take(3);
        taken.forEach(outbox::confirmed);

        assertThat(taken)
                .extracting(envelope -> envelope.frame().id().sequence())
                .containsExactly(0L, 1L, 100L);
        assertThat(tally.counts().published()).isEqualTo(2);
        assertThat(next.counts().published()).isEqualTo(1);
        assertThat(outbox.lanes()).isEqualTo(1);
    }

    @Test
    void shouldCountTheOldestFrameForTheRunThatItIsOf() throws Exception {
        CameraTally next = new CameraTally();
        FrameOutlet before = outbox.open(new CameraId("gate"), tally, true);
        put(before, "gate", 0, Outbox.CAPACITY);
        before.close();
        FrameOutlet after = outbox.open(new CameraId("gate"), next, true);

        next.run(1).captured();
        after.publish(frame("gate", 100));

        assertThat(tally.counts().dropped()).isEqualTo(Map.of(DropReason.SLOW_BROKER, 1L));
        assertThat(next.counts().pending()).isEqualTo(1);
    }

    @Test
    void shouldForgetRemovedCamerasWhenClosed() throws Exception {
        FrameOutlet gate = outbox.open(new CameraId("gate"), tally, true);
        put(gate, "gate", 0, 2);
        Envelope inFlight = take(1).get(0);
        gate.close();

        outbox.close();
        outbox.returned(inFlight);

        assertThat(outbox.lanes()).isZero();
        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(2, Map.of(), Map.of(DropReason.STOPPED, 2L), 0, 0));
    }

    @Test
    void shouldSayWhichLossIsTheFirstOfItsKind() throws Exception {
        put(outbox.open(new CameraId("gate"), tally, true), "gate", 0, 3);
        List<Envelope> inFlight = take(3);

        assertThat(outbox.failed(inFlight.get(0), DropReason.REFUSED)).isTrue();
        assertThat(outbox.failed(inFlight.get(1), DropReason.REFUSED)).isFalse();
        assertThat(outbox.failed(inFlight.get(2), DropReason.STOPPED)).isTrue();
    }

    @Test
    void shouldNoticeThatNothingIsConfirmed() throws Exception {
        assertThat(outbox.silence()).isZero();
        put(outbox.open(new CameraId("gate"), tally, true), "gate", 0, 1);
        Envelope envelope = take(1).get(0);

        assertThat(outbox.silence()).isPositive();
        assertThat(outbox.awaitEmpty(Duration.ofMillis(1))).isFalse();
        outbox.confirmed(envelope);
        assertThat(outbox.silence()).isZero();
        assertThat(outbox.awaitEmpty(Duration.ofMillis(1))).isTrue();
    }

    private List<Envelope> take(int count) throws InterruptedException {
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(outbox.take(Duration.ZERO));
        }
        return envelopes;
    }

    private void put(FrameOutlet outlet, String cameraId, int first, int count)
            throws InterruptedException {
        for (int i = first; i < first + count; i++) {
            tally.run(1).captured();
            outlet.publish(frame(cameraId, i));
        }
    }

    private static Thread start(Step step) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                step.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
        return thread;
    }

    private static Frame frame(String cameraId, long sequence) {
        FrameId id = new FrameId(new CameraId(cameraId), 1, sequence);
        return new Frame(
                id, Instant.EPOCH, 0, new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[1]));
    }

    private interface Step {
        void run() throws InterruptedException;
    }
}
