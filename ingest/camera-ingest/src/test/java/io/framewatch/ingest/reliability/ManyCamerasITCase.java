package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.TestingClips;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.TestingFfmpeg;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.SkipReason;
import io.framewatch.ingest.reliability.TestingFrameTimes.Seen;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many cameras in one worker: a clip of 640x360 played as live. How many: {@code
 * -Dframewatch.cameras=64}; for how long: {@code -Dframewatch.seconds=60}; pictures of the clip in
 * a second: {@code -Dframewatch.rate=25}.
 */
@Timeout(900)
class ManyCamerasITCase {

    private static final int FPS = 5;
    private static final int RATE = Integer.getInteger("framewatch.rate", 25);
    private static final int SECONDS = Integer.getInteger("framewatch.seconds", 5);
    private static final List<CameraId> CAMERAS =
            IntStream.range(0, Integer.getInteger("framewatch.cameras", 8))
                    .mapToObj(i -> new CameraId("gate-" + i))
                    .toList();

    @TempDir Path folder;

    private TestingProcessor begin;
    private TestingProcessor end;
    private Instant beginTime;
    private Map<CameraId, CameraCounts> counts;

    @Test
    void shouldGiveEachOfManyCamerasItsRate() throws Exception {
        Path clip =
                TestingFfmpeg.make(
                        folder.resolve("clip.mp4"),
                        "-i %s -an -t 20 -vf scale=640:360,fps=%d -c:v libopenh264 -b:v 1M -g 50"
                                .formatted(TestingClips.CARS, RATE));
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaClients clients =
                    new KafkaClients(
                            new KafkaOptions(broker.bootstrapServers(), "many.", 4, Map.of()));
            TopicAdmin.ensure(clients, Topics.ALL);
            try (TestingFrameTimes frames =
                    new TestingFrameTimes(
                            broker.bootstrapServers(), clients.fullName(Topics.FRAMES))) {
                capture(new IngestOptions(clients.kafka(), cameras(clip), Map.of()), frames);
                report(frames);
                for (CameraId camera : CAMERAS) {
                    assertCounts(counts.get(camera), frames.of(camera));
                    assertThat(rateOfMedia(frames.of(camera)))
                            .as("frames of %s in a second of its clip", camera)
                            .isBetween(FPS * 0.95, FPS * 1.05);
                }
                List<Double> progress = CAMERAS.stream().map(c -> progress(frames.of(c))).toList();
                assertThat(TestingFigures.percentile(progress, 0))
                        .as("seconds of the clip that the slowest camera played")
                        .isGreaterThan(TestingFigures.percentile(progress, 1) / 2);
            }
        }
    }

    private void capture(IngestOptions options, TestingFrameTimes frames) throws Exception {
        try (CameraIngest ingest = CameraIngest.start(options, status -> {})) {
            frames.awaitEach(CAMERAS, Instant.EPOCH);
            begin = TestingProcessor.now();
            beginTime = Clock.systemUTC().instant();
            frames.awaitCount(frames.count() + (long) CAMERAS.size() * FPS * SECONDS);
            end = TestingProcessor.now();
            ingest.stop(Duration.ofSeconds(10));
            counts = ingest.counts();
        }
        frames.awaitCount(counts.values().stream().mapToLong(CameraCounts::published).sum());
    }

    private static void assertCounts(CameraCounts counts, List<Seen> frames) {
        assertThat(counts.pending()).isZero();
        assertThat(counts.skipped().keySet()).isSubsetOf(SkipReason.RATE);
        assertThat(counts.dropped().keySet()).isSubsetOf(DropReason.STOPPED);
        assertThat((long) frames.size())
                .isBetween(counts.published(), counts.published() + counts.droppedTotal());
    }

    private void report(TestingFrameTimes frames) {
        double clock = end.secondsSince(begin);
        double capture = end.processorSecondsSince(begin, "framewatch-camera-");
        double producer = end.processorSecondsSince(begin, "kafka-producer");
        double all = end.processorSecondsSince(begin);
        List<Double> rates = new ArrayList<>();
        List<Double> progress = new ArrayList<>();
        for (CameraId camera : CAMERAS) {
            rates.add(rateOfClock(frames.of(camera)));
            progress.add(progress(frames.of(camera)));
        }
        double played = progress.stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf(
                "%d cameras of 640x360, %d pictures a second, %d frames a second wanted, for %.1f"
                        + " s%n",
                CAMERAS.size(), RATE, FPS, clock);
        System.out.println(TestingFigures.line("published in a second", "frames", rates));
        System.out.println(TestingFigures.line("seconds played", "s", progress));
        System.out.printf(
                "processor time: %.2f of %d processors; a camera and second played: capture %.1f"
                        + " ms, producer %.1f ms, broker, test and JVM %.1f ms%n",
                all / clock,
                Runtime.getRuntime().availableProcessors(),
                1000 * capture / played,
                1000 * producer / played,
                1000 * (all - capture - producer) / played);
    }

    /** Frames in a second of the clock. */
    private double rateOfClock(List<Seen> frames) {
        List<Seen> measured = measured(frames);
        Duration time =
                Duration.between(measured.get(0).captureTime(), last(measured).captureTime());
        return (measured.size() - 1) / (time.toNanos() / 1e9);
    }

    /** Frames in a second of the clip. */
    private double rateOfMedia(List<Seen> frames) {
        return (measured(frames).size() - 1) / progress(frames);
    }

    /** Seconds of the clip that were played while it was measured. */
    private double progress(List<Seen> frames) {
        List<Seen> measured = measured(frames);
        return (last(measured).ptsMicros() - measured.get(0).ptsMicros()) / 1e6;
    }

    /** The frames from the time when all cameras had some. */
    private List<Seen> measured(List<Seen> frames) {
        return frames.stream().filter(frame -> !frame.captureTime().isBefore(beginTime)).toList();
    }

    private static Seen last(List<Seen> frames) {
        return frames.get(frames.size() - 1);
    }

    private static List<CameraOptions> cameras(Path clip) throws Exception {
        List<CameraOptions> cameras = new ArrayList<>();
        for (CameraId camera : CAMERAS) {
            cameras.add(
                    CameraOptions.of(
                            new Camera(
                                    camera,
                                    false,
                                    List.of(),
                                    Map.of("uri", clip.toString(), "loop", true, "fps", FPS))));
        }
        return cameras;
    }
}
