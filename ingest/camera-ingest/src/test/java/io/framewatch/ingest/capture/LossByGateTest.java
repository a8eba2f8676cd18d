package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.SkipReason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera that loses packets counts the same losses, whatever of its video is left out. */
@Timeout(60)
class LossByGateTest {

    /** Pictures that a decoder or FFmpeg's parser may hold back at the end of the stream. */
    private static final int HELD_BACK = 4;

    private static final GatingOptions KEY_FRAMES =
            new GatingOptions(true, Gate.NONE, Duration.ofSeconds(10));
    private static final GatingOptions STILL =
            new GatingOptions(false, Gate.STILL, Duration.ofSeconds(10));

    @TempDir Path folder;

    /** Key frames are pictures 0, 25, 50 and 75. */
    @ParameterizedTest
    @CsvSource({
        "key-frames, 30, 30, 0",
        "key-frames, 30, 30, 1",
        "key-frames, 30, 33, -1",
        "key-frames, 48, 49, -1",
        "key-frames, 50, 52, -1",
        "b-frames,   32, 35, -1",
        "b-frames,   32, 32, 0"
    })
    void shouldCountLossesWithKeyFramesOnlyAsWithout(String name, int from, int to, int packet)
            throws Exception {
        TestingH264 stream = TestingH264.read(name);
        TestingRtspCamera.Loss loss =
                (picture, at, packets) ->
                        picture >= from && picture <= to && (packet < 0 || at == packet);

        assertSameLosses(stream, loss, KEY_FRAMES, SkipReason.KEY_FRAMES_ONLY, 40);
    }

    /** Key frames are every 25 pictures; of the fourth group on, packets are held. */
    @Test
    void shouldCountLossesOfAStillSceneAsWithout() throws Exception {
        Path file =
                TestingFfmpeg.make(
                        folder.resolve("still.h264"),
                        "-f lavfi -i smptebars=size=240x176:rate=25:duration=12"
                                + " -vf noise=alls=6:allf=t -threads 1"
                                + " -c:v libopenh264 -b:v 1M -g 25");
        TestingRtspCamera.Loss loss = (picture, at, packets) -> picture >= 210 && picture <= 213;

        assertSameLosses(TestingH264.read(file), loss, STILL, SkipReason.STILL, 100);
    }

    private static void assertSameLosses(
            TestingH264 stream,
            TestingRtspCamera.Loss loss,
            GatingOptions gating,
            SkipReason reason,
            long minSkipped)
            throws Exception {
        CameraCounts all = capture(stream, loss, GatingOptions.NONE);

        CameraCounts counts = capture(stream, loss, gating);

        assertThat(all.dropped().get(DropReason.DAMAGED)).isPositive();
        assertThat(counts.dropped()).isEqualTo(all.dropped());
        assertThat(counts.captured())
                .isBetween((long) stream.size() - HELD_BACK, (long) stream.size());
        assertThat(all.captured())
                .isBetween((long) stream.size() - HELD_BACK, (long) stream.size());
        assertThat(counts.skipped().get(reason)).isGreaterThan(minSkipped);
    }

    private static CameraCounts capture(
            TestingH264 stream, TestingRtspCamera.Loss loss, GatingOptions gating)
            throws Exception {
        CameraTally tally = new CameraTally();
        Deadline deadline = new Deadline();
        CaptureClock clock =
                new FileClock(new Pacer(Pace.FAST, Instant.EPOCH, Clock.systemUTC(), Pacer::sleep));
        CameraOutput output = new CameraOutput(tally, frame -> tally.run(1).published());
        try (TestingRtspCamera server = new TestingRtspCamera(stream).losing(loss)) {
            CameraOptions defaults = CameraOptions.of(new CameraId("gate"), server.uri());
            CameraOptions camera =
                    new CameraOptions(
                            defaults.id(),
                            defaults.video(),
                            new FrameOptions(120, Fit.CROP, FrameEncoding.RGB, 90, 0),
                            gating,
                            List.of(),
                            false);
            CaptureRun.Videos videos =
                    () -> FfmpegVideo.open(VideoSource.of(camera.video(), null), deadline);
            try (CaptureRun run =
                    new CaptureRun(
                            camera,
                            1,
                            videos,
                            deadline,
                            delivery -> clock,
                            Map.of(camera.id(), output))) {
                while (hasStepped(run)) {
                    // until the camera closes the connection
                }
            }
        }
        return tally.counts();
    }

    private static boolean hasStepped(CaptureRun run) throws InterruptedException {
        try {
            return run.step();
        } catch (CaptureException e) {
            return false;
        }
    }
}
