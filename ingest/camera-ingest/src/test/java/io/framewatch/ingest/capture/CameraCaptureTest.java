package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraView;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.DropReason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CameraCaptureTest {

    private static final RetryDelays SHORT =
            new RetryDelays(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(30));

    private final Queue<Video.Opener> openings = new ArrayDeque<>();
    private final BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CameraTally tally = new CameraTally();

    @Test
    void shouldFinishAtTheEndOfAFile() throws Exception {
        openings.add(video(TestingVideo.file(3)));
        CameraCapture capture = capture("file:clip.mp4", SHORT);

        capture.start();

        assertStates(CameraState.CONNECTING, CameraState.LIVE, CameraState.FINISHED);
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(frames).hasSize(1);
    }

    @Test
    void shouldComeBackWithANewRunAfterALoss() throws Exception {
        openings.add(failure(FailureReason.REFUSED));
        openings.add(video(TestingVideo.failing(2, FailureReason.TIMEOUT)));
        openings.add(failure(FailureReason.UNAUTHORIZED));
        openings.add(video(TestingVideo.failing(1, FailureReason.UNSUPPORTED_ADDRESS)));
        CameraCapture capture = capture("rtsp://cam", SHORT);

        capture.start();

        assertThat(status(CameraState.CONNECTING).message()).isEmpty();
        assertThat(status(CameraState.RETRYING).message())
                .matches("the connection was refused.*; next try in 0\\.0 s");
        assertThat(status(CameraState.LIVE).message()).isEmpty();
        assertThat(status(CameraState.RETRYING).message()).startsWith("no data came in time");
        assertThat(status(CameraState.RETRYING).message()).startsWith("user name or password");
        assertThat(status(CameraState.LIVE).message()).isEmpty();
        assertThat(status(CameraState.FAILED))
                .hasToString(
                        "camera gate-1 failed: this kind of address is not supported; given up");
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        Frame first = frames.remove();
        Frame second = frames.remove();
        assertThat(second.id().run()).isGreaterThan(first.id().run());
        assertThat(second.id().sequence()).isZero();
        assertThat(tally.counts().captured()).isEqualTo(3);
        assertThat(capture.report().state()).isEqualTo(CameraState.FAILED);
        assertThat(capture.report().message())
                .isEqualTo("this kind of address is not supported; given up");
        assertThat(capture.report().run()).isGreaterThanOrEqualTo(second.id().run());
        assertThat(capture.report().reconnects()).isEqualTo(3);
        assertThat(capture.report().abandonedCalls()).isZero();
    }

    @Test
    void shouldStopWhileItWaitsForTheNextTry() throws Exception {
        Duration hour = Duration.ofHours(1);
        openings.add(failure(FailureReason.REFUSED));
        CameraCapture capture = capture("rtsp://cam", new RetryDelays(hour, hour.plus(hour), hour));
        capture.start();
        assertStates(CameraState.CONNECTING, CameraState.RETRYING);

        capture.close();

        assertStates(CameraState.STOPPED);
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        capture.close();
        assertThat(statuses).isEmpty();
    }

    @Test
    void shouldStopWhileItPlaysAFile() throws Exception {
        openings.add(video(TestingVideo.file(Integer.MAX_VALUE)));
        CameraCapture capture = capture("file:endless.mp4", SHORT);
        capture.start();
        assertStates(CameraState.CONNECTING, CameraState.LIVE);

        capture.close();

        assertStates(CameraState.STOPPED);
    }

    @Test
    void shouldAbandonACallThatDoesNotReturnAndIgnoreItAfterwards() throws Exception {
        CountDownLatch wedged = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestingVideo lost = TestingVideo.file(Integer.MAX_VALUE);
        openings.add(
                (source, deadline) -> {
                    deadline.arm(Duration.ofHours(-1)); // over for an hour
                    wedged.countDown();
                    awaitUninterruptibly(release);
                    return lost;
                });
        openings.add(video(TestingVideo.failing(1, FailureReason.UNSUPPORTED_ADDRESS)));
        CameraCapture capture = capture("rtsp://cam", SHORT);
        capture.start();
        assertStates(CameraState.CONNECTING);
        assertThat(wedged.await(5, TimeUnit.SECONDS)).isTrue();

        capture.superviseNativeCalls();

        assertThat(status(CameraState.RETRYING).message())
                .isEqualTo(
                        "a call into FFmpeg does not return and was abandoned (number 1);"
                                + " connecting again now");
        assertStates(CameraState.CONNECTING, CameraState.LIVE, CameraState.FAILED);
        release.countDown();
        lost.awaitClosed();
        assertThat(statuses).isEmpty();
        assertThat(tally.counts().captured()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpACameraThatAlwaysHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Deadline> wedged = new LinkedBlockingQueue<>();
        Video.Opener hanging =
                (source, deadline) -> {
                    deadline.arm(Duration.ofHours(-1));
                    wedged.add(deadline);
                    awaitUninterruptibly(release);
                    throw new CaptureException(FailureReason.STOPPED);
                };
        openings.addAll(List.of(hanging, hanging, hanging, hanging, hanging));
        CameraCapture capture = capture("rtsp://cam", SHORT);
        capture.start();
        for (int i = 0; i < 5; i++) {
            assertThat(wedged.poll(5, TimeUnit.SECONDS)).isNotNull();
            capture.superviseNativeCalls();
        }

        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(capture.state()).isEqualTo(CameraState.FAILED);
        assertThat(capture.report().abandonedCalls()).isEqualTo(5);
        capture.superviseNativeCalls();
        assertThat(openings).isEmpty();
        release.countDown();
    }

    @Test
    void shouldEndAfterTheStopThoughACallDoesNotReturn() throws Exception {
        CountDownLatch wedged = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestingVideo late = TestingVideo.file(1);
        openings.add(
                (source, deadline) -> {
                    deadline.arm(Duration.ofHours(-1));
                    wedged.countDown();
                    awaitUninterruptibly(release);
                    return late;
                });
        CameraCapture capture = capture("rtsp://cam", SHORT);
        capture.start();
        assertStates(CameraState.CONNECTING);
        assertThat(wedged.await(5, TimeUnit.SECONDS)).isTrue();

        capture.close();
        assertThat(capture.state().isFinal()).isFalse();
        capture.superviseNativeCalls();

        assertThat(status(CameraState.STOPPED).message())
                .isEqualTo("a call into FFmpeg does not return and was abandoned (number 1)");
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        release.countDown();
        late.awaitClosed();
        assertThat(tally.counts().captured()).isZero();
    }

    @Test
    void shouldNotStartAfterTheStop() throws Exception {
        CameraCapture capture = capture("file:clip.mp4", SHORT);
        capture.close();

        capture.start();

        assertStates(CameraState.STOPPED);
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(statuses).isEmpty();
    }

    @Test
    void shouldReportAnUnexpectedErrorInsteadOfDyingSilently() throws Exception {
        openings.add(
                (source, deadline) -> {
                    throw new IllegalStateException("a bug");
                });
        CameraCapture capture = capture("rtsp://cam", SHORT);

        capture.start();

        assertStates(CameraState.CONNECTING);
        assertThat(status(CameraState.FAILED).message()).contains("a bug");
    }

    @Test
    void shouldReportAnErrorOfTheVirtualMachineInsteadOfDyingSilently() throws Exception {
        openings.add(
                (source, deadline) -> {
                    throw new LinkageError("a wrong library");
                });
        CameraCapture capture = capture("rtsp://cam", SHORT);

        capture.start();

        assertStates(CameraState.CONNECTING);
        assertThat(status(CameraState.FAILED).message()).contains("a wrong library");
        assertThat(capture.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void shouldTryAgainWhereMemoryIsShort() throws Exception {
        openings.add(video(TestingVideo.file(10).exhaustingMemoryAt(3)));
        openings.add(video(TestingVideo.failing(1, FailureReason.UNSUPPORTED_ADDRESS)));
        CameraCapture capture = capture("rtsp://cam", SHORT);

        capture.start();

        assertStates(CameraState.CONNECTING, CameraState.LIVE);
        assertThat(status(CameraState.RETRYING).message())
                .startsWith("this process has not enough memory (a picture too much)");
        assertStates(CameraState.LIVE, CameraState.FAILED);
        CameraCounts counts = tally.counts();
        assertThat(counts.dropped()).isEqualTo(Map.of(DropReason.NOT_ENCODED, 1L));
        assertThat(counts.pending()).isZero();
    }

    @Test
    void shouldStartOnlyOnce() {
        openings.add(video(TestingVideo.file(1)));
        CameraCapture capture = capture("file:clip.mp4", SHORT);
        capture.start();

        assertThatThrownBy(capture::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("camera gate-1 must be started only once");
    }

    @Test
    void shouldSayWhatACameraShowsIfItsViewIsChecked() throws Exception {
        openings.add(video(TestingVideo.file(25 * 70))); // they are all black
        VideoOptions fast =
                new VideoOptions(
                        "file:dark.mp4",
                        Transport.TCP,
                        AccessOptions.NONE,
                        Duration.ofSeconds(1),
                        Pace.FAST,
                        false);
        FrameOptions frame = new FrameOptions(1, Fit.CROP, FrameEncoding.RGB, 90, 0);
        CameraCapture capture =
                capture(
                        new CameraOptions(
                                new CameraId("gate-1"),
                                fast,
                                frame,
                                GatingOptions.NONE,
                                List.of(),
                                true),
                        SHORT);
        capture.start();

        assertThat(status(CameraState.CONNECTING).view()).contains(CameraView.NORMAL);
        assertThat(status(CameraState.LIVE).view()).contains(CameraView.NORMAL);
        assertThat(status(CameraState.LIVE))
                .hasToString("camera gate-1 live: the view is covered")
                .returns(Optional.of(CameraView.COVERED), CameraStatus::view);
        assertThat(status(CameraState.FINISHED).view()).contains(CameraView.COVERED);
        assertThat(capture.report().view()).contains(CameraView.COVERED);
    }

    private CameraCapture capture(String uri, RetryDelays delays) {
        return capture(CameraOptions.of(new CameraId("gate-1"), uri), delays);
    }

    private CameraCapture capture(CameraOptions camera, RetryDelays delays) {
        CaptureEnvironment environment =
                new CaptureEnvironment(
                        statuses::add,
                        (source, deadline) -> openings.remove().open(source, deadline),
                        delays,
                        Clock.systemUTC());
        return new CameraCapture(
                camera,
                null,
                Map.of(camera.id(), new CameraOutput(tally, this::publish)),
                environment);
    }

    private void publish(Frame frame) {
        tally.run(frame.id().run()).published();
        frames.add(frame);
    }

    private void assertStates(CameraState... states) throws InterruptedException {
        for (CameraState state : states) {
            status(state);
        }
    }

    private CameraStatus status(CameraState state) throws InterruptedException {
        CameraStatus status = statuses.poll(10, TimeUnit.SECONDS);
        assertThat(status).isNotNull();
        assertThat(status.state()).as(status.toString()).isEqualTo(state);
        return status;
    }

    private static Video.Opener video(Video video) {
        return (source, deadline) -> video;
    }

    private static Video.Opener failure(FailureReason reason) {
        return (source, deadline) -> {
            throw new CaptureException(reason);
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A native call does not notice either.
            }
        }
    }
}
