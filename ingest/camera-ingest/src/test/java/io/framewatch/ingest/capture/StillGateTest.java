package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.SkipReason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips of 30 s, 25 pictures a second, five of which are to be published. */
class StillGateTest {

    private static final Path STREAMS = Path.of("src/test/resources/streams");
    private static final GatingOptions STILL =
            new GatingOptions(false, Gate.STILL, Duration.ofSeconds(10));

    @TempDir Path folder;

    private CameraCounts counts;
    private long decoded;

    @ParameterizedTest
    @ValueSource(strings = {"object.mp4", "object-b-frames.mp4"})
    void shouldPublishEveryPictureOfAnObjectThatPassesAndTheHeartbeats(String clip)
            throws Exception {
        Path file = STREAMS.resolve(clip);
        Map<Long, Frame> all = byTime(capture(file, 25, GatingOptions.NONE));
        List<Frame> ungated = capture(file, 5, GatingOptions.NONE);

        List<Frame> frames = capture(file, 5, STILL);

        List<Long> times = frames.stream().map(Frame::ptsMicros).toList();
        List<Long> passing =
                ungated.stream()
                        .map(Frame::ptsMicros)
                        .filter(t -> t > 15_000_000 && t < 19_000_000)
                        .toList();
        assertThat(times).containsAll(passing).containsAll(List.of(0L, 12_000_000L));
        // The start, the heartbeat at 12 s, the object, and what lingers of it.
        assertThat(times)
                .allMatch(t -> t <= 2_000_000 || t == 12_000_000 || t > 14e6 && t <= 21_400_000);
        for (Frame frame : frames) {
            byte[] same = all.get(frame.ptsMicros()).image().bytes();
            assertThat(frame.image().bytes()).isEqualTo(same);
        }
    }

    @Test
    void shouldDecodeLittleOfAStillSceneAndCountAllOfIt() throws Exception {
        capture(STREAMS.resolve("object.mp4"), 5, STILL);

        assertThat(counts.captured()).isEqualTo(750);
        assertThat(counts.dropped()).isEmpty();
        assertThat(counts.skipped().get(SkipReason.STILL)).isGreaterThan(400);
        assertThat(decoded).isLessThan(330);
    }

    @Test
    void shouldSeeACutThatComesWithAKeyFrame() throws Exception {
        Path clip =
                TestingFfmpeg.make(
                        folder.resolve("cut.mp4"),
                        "-f lavfi -i smptehdbars=size=320x240:rate=25:duration=20"
                                + " -f lavfi -i color=c=navy:size=320x240:rate=25:duration=10"
                                + " -filter_complex [0][1]concat -c:v mpeg4 -q:v 4 -g 50");

        List<Frame> frames = capture(clip, 5, STILL);

        List<Long> times = frames.stream().map(Frame::ptsMicros).toList();
        assertThat(times).contains(0L, 12_000_000L).filteredOn(t -> t > 19_000_000).hasSize(11);
        assertThat(times).filteredOn(t -> t > 12_000_000).startsWith(20_000_000L);
    }

    @Test
    void shouldGatePicturesOfAStreamWithoutKeyFramesAndDecodeAllOfIt() throws Exception {
        List<Frame> all = capture(STREAMS.resolve("refresh.mp4"), 5, GatingOptions.NONE);

        List<Frame> frames = capture(STREAMS.resolve("refresh.mp4"), 5, STILL);

        assertThat(frames).hasSameSizeAs(all); // the test picture moves
        assertThat(decoded).isEqualTo(200);
    }

    private List<Frame> capture(Path clip, double fps, GatingOptions gating) throws Exception {
        CameraOptions defaults = CameraOptions.of(new CameraId("test"), clip.toString());
        CameraOptions camera =
                new CameraOptions(
                        defaults.id(),
                        defaults.video(),
                        new FrameOptions(fps, Fit.CROP, FrameEncoding.RGB, 90, 0),
                        gating,
                        List.of(),
                        false);
        List<Frame> frames = new ArrayList<>();
        CameraTally tally = new CameraTally();
        Deadline deadline = new Deadline();
        CaptureRun.Videos videos =
                () -> FfmpegVideo.open(VideoSource.of(camera.video(), null), deadline);
        CaptureClock clock =
                new FileClock(new Pacer(Pace.FAST, Instant.EPOCH, Clock.systemUTC(), Pacer::sleep));
        CameraOutput output =
                new CameraOutput(
                        tally,
                        frame -> {
                            frames.add(frame);
                            tally.run(1).published();
                        });
        decoded = 0;
        try (CaptureRun run =
                new CaptureRun(
                        camera,
                        1,
                        videos,
                        deadline,
                        delivery -> clock,
                        Map.of(camera.id(), output))) {
            while (run.step()) {
                decoded++;
            }
        }
        counts = tally.counts();
        return frames;
    }

    private static Map<Long, Frame> byTime(List<Frame> frames) {
        return frames.stream().collect(Collectors.toMap(Frame::ptsMicros, Function.identity()));
    }
}
