package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameTimes;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.FrameOutlet;
import io.framewatch.ingest.publish.SkipReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CaptureRunTest {

    private static final Instant START = Instant.parse("2026-11-25T04:00:00Z");

    private final CameraTally tally = new CameraTally();
    private final Map<CameraId, CameraTally> tallies = new HashMap<>();
    private final Deadline deadline = new Deadline();
    private final List<Frame> published = new ArrayList<>();
    private final Queue<TestingVideo> videos = new ArrayDeque<>();

    @Test
    void shouldNumberEveryPictureAndPublishTheTargetRate() throws Exception {
        videos.add(TestingVideo.file(50));

        play(camera(5, false));

        assertThat(published)
                .extracting(Frame::id)
                .startsWith(frame(0), frame(3), frame(8), frame(13))
                .hasSize(11);
        assertThat(published.get(1).ptsMicros()).isEqualTo(120_000);
        assertThat(published.get(1).captureTime()).isEqualTo(START.plusMillis(120));
        assertThat(published.get(1).image().encoding()).isEqualTo(FrameEncoding.JPEG);
        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(50, Map.of(SkipReason.RATE, 39L), Map.of(), 11, 0));
    }

    @Test
    void shouldPublishWhenTheCameraTookThePictureIfItSays() throws Exception {
        Instant taken = Instant.parse("2026-11-25T03:59:58Z");
        videos.add(TestingVideo.file(2).taken(taken));
        videos.add(TestingVideo.failing(1, FailureReason.NO_SUCH_FILE));

        assertThatThrownBy(() -> play(camera(25, true))).isInstanceOf(CaptureException.class);

        assertThat(published)
                .extracting(Frame::times)
                .containsExactly(
                        new FrameTimes(START, taken),
                        new FrameTimes(START.plusMillis(40), taken.plusMillis(40)),
                        FrameTimes.of(START.plusMillis(80)));
    }

    @Test
    void shouldSayWhatBecomesOfAViewThatIsChecked() throws Exception {
        videos.add(TestingVideo.file(25 * 70));
        ViewCheck view = new ViewCheck(true);
        List<String> notices = new ArrayList<>();

        try (CaptureRun run = run(camera(1, false)).watchedBy(view)) {
            while (run.step()) {
                run.takeNotice().ifPresent(notices::add);
            }
        }

        assertThat(notices).containsExactly("the view is covered");
    }

    @Test
    void shouldGoOnInTheSameRunWhenAFileStartsAgain() throws Exception {
        List<TestingVideo> rounds =
                List.of(
                        TestingVideo.file(10),
                        TestingVideo.file(10),
                        TestingVideo.failing(1, FailureReason.NO_SUCH_FILE));
        videos.addAll(rounds);

        assertThatThrownBy(() -> play(camera(25, true)))
                .hasMessage(FailureReason.NO_SUCH_FILE.text());

        assertThat(published).hasSize(21);
        assertThat(published.get(10).id()).isEqualTo(frame(10));
        assertThat(published.get(20).id()).isEqualTo(frame(20));
        assertThat(published.get(20).ptsMicros()).isEqualTo(800_000);
        assertThat(rounds).allMatch(TestingVideo::isClosed);
    }

    @Test
    void shouldDropDamagedPicturesAndCountThem() throws Exception {
        videos.add(TestingVideo.file(10).damagedAt(picture -> picture == 3 || picture == 4));

        play(camera(25, false));

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(10, Map.of(), Map.of(DropReason.DAMAGED, 2L), 8, 0));
        assertThat(published).extracting(Frame::id).doesNotContain(frame(3), frame(4));
    }

    @Test
    void shouldCountDamagedPicturesThatTheRateDoesNotNeed() throws Exception {
        videos.add(TestingVideo.file(50).damagedAt(picture -> picture >= 10 && picture < 20));

        play(camera(5, false));

        assertThat(tally.counts())
                .isEqualTo(
                        new CameraCounts(
                                50,
                                Map.of(SkipReason.RATE, 30L),
                                Map.of(DropReason.DAMAGED, 10L),
                                10,
                                0));
    }

    @Test
    void shouldTakeTheFirstIntactPictureOfItsTime() throws Exception {
        videos.add(TestingVideo.file(10).damagedAt(picture -> picture == 3));

        play(camera(5, false));

        assertThat(published).extracting(Frame::id).containsExactly(frame(0), frame(4), frame(8));
    }

    @Test
    void shouldCountAndNumberPicturesThatAreLost() throws Exception {
        videos.add(TestingVideo.file(10).losingBefore(4, 3));

        play(camera(25, false));

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(13, Map.of(), Map.of(DropReason.DAMAGED, 3L), 10, 0));
        assertThat(published)
                .extracting(Frame::id)
                .contains(frame(3), frame(7))
                .doesNotContain(frame(4), frame(5), frame(6));
    }

    @Test
    void shouldCountAndNumberPacketsThatAreLeftOut() throws Exception {
        videos.add(TestingVideo.file(3).leavingOut(49));
        CameraOptions camera = camera(25, false);
        GatingOptions keys = new GatingOptions(true, Gate.NONE, Duration.ofSeconds(10));

        play(
                new CameraOptions(
                        camera.id(), camera.video(), camera.frames(), keys, List.of(), false));

        assertThat(tally.counts())
                .isEqualTo(
                        new CameraCounts(
                                199, Map.of(SkipReason.KEY_FRAMES_ONLY, 196L), Map.of(), 3, 0));
        assertThat(published)
                .extracting(Frame::id)
                .containsExactly(frame(49), frame(99), frame(149));
    }

    @Test
    void shouldNotTurnInCirclesOnAFileWithoutPictures() {
        videos.add(TestingVideo.file(0));

        assertThatThrownBy(() -> play(camera(5, true)))
                .isInstanceOf(CaptureException.class)
                .hasMessage(FailureReason.NO_PICTURE.text());
    }

    @Test
    void shouldNotCountAPictureThatComesAfterTheStop() {
        videos.add(
                new TestingVideo(
                        2,
                        () -> {
                            deadline.stop();
                            return true;
                        }));

        assertThatThrownBy(() -> play(camera(25, false))).hasMessage(FailureReason.STOPPED.text());

        assertThat(tally.counts().captured()).isEqualTo(2);
    }

    @Test
    void shouldGiveEveryViewAFrameOfEachPictureAndCountsOfItsOwn() throws Exception {
        videos.add(TestingVideo.file(10).damagedAt(picture -> picture == 3));

        playViews(frame -> tallies.get(frame.id().camera()).run(7).published());

        assertThat(published)
                .extracting(frame -> frame.id().toString())
                .startsWith(
                        "gate-1.door/7/0", "gate-1.all/7/0", "gate-1.door/7/4", "gate-1.all/7/4");
        assertThat(published.get(0).captureTime()).isEqualTo(published.get(1).captureTime());
        assertThat(tallies.values())
                .extracting(CameraTally::counts)
                .containsOnly(
                        new CameraCounts(
                                10,
                                Map.of(SkipReason.RATE, 6L),
                                Map.of(DropReason.DAMAGED, 1L),
                                3,
                                0));
    }

    @Test
    void shouldCountTheFramesThatNoOutletGetsBecauseOfAnInterrupt() {
        videos.add(TestingVideo.file(10));

        assertThatThrownBy(
                        () ->
                                playViews(
                                        frame -> {
                                            tallies.get(frame.id().camera())
                                                    .run(7)
                                                    .dropped(DropReason.STOPPED);
                                            throw new InterruptedException();
                                        }))
                .isInstanceOf(InterruptedException.class);

        assertThat(published).hasSize(1);
        assertThat(tallies.values())
                .extracting(CameraTally::counts)
                .containsOnly(new CameraCounts(1, Map.of(), Map.of(DropReason.STOPPED, 1L), 0, 0));
    }

    @Test
    void shouldCountAPictureThatCannotBeEncodedForEveryView() {
        videos.add(TestingVideo.file(10).notConverted(new CaptureException(FailureReason.OTHER)));

        assertThatThrownBy(() -> playViews(frame -> {})).isInstanceOf(CaptureException.class);

        assertThat(published).isEmpty();
        assertThat(tallies.values())
                .extracting(CameraTally::counts)
                .containsOnly(
                        new CameraCounts(1, Map.of(), Map.of(DropReason.NOT_ENCODED, 1L), 0, 0));
    }

    private void playViews(FrameOutlet outlet) throws CaptureException, InterruptedException {
        CameraOptions whole = camera(5, false);
        CameraOptions camera =
                new CameraOptions(
                        whole.id(),
                        whole.video(),
                        whole.frames(),
                        GatingOptions.NONE,
                        List.of(new Region("door", 0, 0, 0.5, 0.5), new Region("all", 0, 0, 1, 1)),
                        false);
        Map<CameraId, CameraOutput> outputs = new HashMap<>();
        for (CameraId view : camera.views().keySet()) {
            tallies.put(view, new CameraTally());
            outputs.put(
                    view,
                    new CameraOutput(
                            tallies.get(view),
                            frame -> {
                                published.add(frame);
                                outlet.publish(frame);
                            }));
        }
        CaptureClock clock =
                new FileClock(new Pacer(Pace.FAST, START, Clock.systemUTC(), Pacer::sleep));
        try (CaptureRun run =
                new CaptureRun(camera, 7, videos::remove, deadline, delivery -> clock, outputs)) {
            while (run.step()) {
                assertThat(tallies.values()).allMatch(tally -> tally.counts().pending() == 0);
            }
        }
    }

    private void play(CameraOptions camera) throws CaptureException, InterruptedException {
        try (CaptureRun run = run(camera)) {
            while (run.step()) {
                assertThat(tally.counts().pending()).isZero();
            }
        }
    }

    private CaptureRun run(CameraOptions camera) {
        CameraOutput output = new CameraOutput(tally, this::publish);
        CaptureClock clock =
                new FileClock(new Pacer(Pace.FAST, START, Clock.systemUTC(), Pacer::sleep));
        return new CaptureRun(
                camera,
                7,
                videos::remove,
                deadline,
                delivery -> clock,
                Map.of(camera.id(), output));
    }

    private void publish(Frame frame) {
        published.add(frame);
        tally.run(frame.id().run()).published();
    }

    private static FrameId frame(long sequence) {
        return new FrameId(new CameraId("gate-1"), 7, sequence);
    }

    private static CameraOptions camera(double fps, boolean loop) {
        return new CameraOptions(
                new CameraId("gate-1"),
                new VideoOptions(
                        "file:stub.mp4",
                        Transport.TCP,
                        AccessOptions.NONE,
                        Duration.ofSeconds(10),
                        Pace.FAST,
                        loop),
                new FrameOptions(fps, Fit.CROP, FrameEncoding.JPEG, 90, 0));
    }
}
