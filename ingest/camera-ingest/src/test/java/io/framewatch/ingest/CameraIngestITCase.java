package io.framewatch.ingest;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import io.framewatch.configuration.Configuration;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.TestingY4m;
import io.framewatch.ingest.metrics.CameraReport;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.SkipReason;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class CameraIngestITCase {

    /** What the ledger says, in the order of each camera's records. */
    private static List<IngestedFrames> ledger(IngestOptions options) {
        List<IngestedFrames> entries = new ArrayList<>();
        TopicScan.all(Topics.LEDGER)
                .read(
                        new KafkaClients(options.kafka()),
                        RecordHandler.of(
                                record -> entries.add((IngestedFrames) record.value()),
                                (record, reason) -> fail(record + ": " + reason)));
        return entries;
    }

    private static EmbeddedBroker broker;

    private final TestingListener listener = new TestingListener();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldPublishWholeClipsAtTheirRates() throws Exception {
        IngestOptions options =
                options(
                        "whole.",
                        """
                          - {id: cars, uri: '%s', pace: fast, fps: 5}
                          - {id: people, uri: '%s', pace: fast, fps: 25, encoding: rgb}
                        """
                                .formatted(TestingClips.CARS, TestingClips.PEOPLE));
        Map<CameraId, CameraCounts> counts;

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            ingest.awaitFinished();
            counts = ingest.counts();
            assertThat(ingest.hasFailed()).isFalse();
        }

        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                new CameraId("cars"),
                                        new CameraCounts(
                                                377,
                                                Map.of(SkipReason.RATE, 226L),
                                                Map.of(),
                                                151,
                                                0),
                                new CameraId("people"),
                                        new CameraCounts(1394, Map.of(), Map.of(), 1394, 0)));
        assertThat(ledger(options))
                .filteredOn(IngestedFrames::ended)
                .extracting(entry -> entry.camera().value(), IngestedFrames::frames)
                .containsExactlyInAnyOrder(
                        tuple("cars", new Ingested(377, Map.of("rate", 226L), Map.of(), 151, 0)),
                        tuple("people", new Ingested(1394, Map.of(), Map.of(), 1394, 0)));
        List<Frame> cars = frames("whole.", "cars");
        assertThat(cars)
                .hasSize(151)
                .isSortedAccordingTo(comparing(frame -> frame.id().sequence()));
        assertThat(cars.get(150).ptsMicros()).isBetween(29_900_000L, 30_100_000L);
        assertThat(Duration.between(cars.get(0).captureTime(), cars.get(150).captureTime()))
                .isEqualTo(Duration.ofNanos(cars.get(150).ptsMicros() * 1000));
        Frame jpeg = cars.get(75);
        assertThat(jpeg.image().encoding()).isEqualTo(FrameEncoding.JPEG);
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg.image().bytes())).getWidth())
                .isEqualTo(224);
        assertThat(frames("whole.", "people"))
                .hasSize(1394)
                .allMatch(frame -> frame.image().encoding() == FrameEncoding.RGB)
                .allMatch(frame -> frame.image().bytes().length == 224 * 224 * 3);
    }

    @Test
    void shouldPublishEveryRegionAsACameraOfItsOwn() throws Exception {
        IngestOptions options =
                options(
                        "regions.",
                        """
                          - id: cars
                            uri: '%s'
                            pace: fast
                            encoding: rgb
                            regions: [{id: left, width: 0.5}, {id: all}]
                        """
                                .formatted(TestingClips.CARS));

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            ingest.awaitFinished();
            CameraCounts each =
                    new CameraCounts(377, Map.of(SkipReason.RATE, 226L), Map.of(), 151, 0);
            assertThat(ingest.counts())
                    .isEqualTo(
                            Map.of(
                                    new CameraId("cars.left"),
                                    each,
                                    new CameraId("cars.all"),
                                    each));
            assertThat(ingest.report().cameras())
                    .extracting(report -> report.cameraId().value())
                    .containsExactly("cars");
        }

        Ingested each = new Ingested(377, Map.of("rate", 226L), Map.of(), 151, 0);
        assertThat(ledger(options))
                .filteredOn(IngestedFrames::ended)
                .extracting(entry -> entry.camera().value(), IngestedFrames::frames)
                .containsExactlyInAnyOrder(tuple("cars.left", each), tuple("cars.all", each));
        List<Frame> left = frames("regions.", "cars.left");
        List<Frame> all = frames("regions.", "cars.all");
        assertThat(left).hasSize(151);
        assertThat(moments(left)).isEqualTo(moments(all));
        assertThat(left.get(75).image().bytes()).isNotEqualTo(all.get(75).image().bytes());
        assertThat(frames("regions.", "cars")).isEmpty();
    }

    /** Run, sequence and capture time of each frame. */
    private static List<List<Object>> moments(List<Frame> frames) {
        return frames.stream()
                .map(
                        frame ->
                                List.<Object>of(
                                        frame.id().run(),
                                        frame.id().sequence(),
                                        frame.captureTime()))
                .toList();
    }

    @Test
    void shouldPlayAFileInRealTimeAgainAndAgainInOneRun(@TempDir Path folder) throws Exception {
        Path clip = folder.resolve("short.y4m");
        TestingY4m.write(clip, 64, 64, 10, (plane, x, y) -> 128); // 0.4 s
        IngestOptions options =
                options("loop.", "  - {id: loop, uri: '%s', fps: 25, loop: true}".formatted(clip));
        broker.createTopic("loop.frames", 1);
        Instant start = Instant.now();

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            TestingFrames.await(broker.bootstrapServers(), "loop.frames", 50);
            ingest.stop(Duration.ofSeconds(3));
            CameraCounts counts = ingest.counts().get(new CameraId("loop"));
            assertThat(counts.pending()).isZero();
            assertThat(counts.published()).isEqualTo(counts.captured());
        }

        List<Frame> frames = frames("loop.", "loop");
        assertThat(frames)
                .extracting(frame -> frame.id().run())
                .containsOnly(frames.get(0).id().run());
        for (int i = 0; i < 50; i++) {
            assertThat(frames.get(i).id().sequence()).isEqualTo(i);
            assertThat(frames.get(i).ptsMicros()).isEqualTo(i * 40_000L);
        }
        assertThat(frames.get(0).captureTime()).isBetween(start, Instant.now());
        // A frame is not captured before it is due, give or take what the clocks differ.
        Duration due = Duration.ofNanos(frames.get(49).ptsMicros() * 1000);
        assertThat(frames.get(49).captureTime()).isAfter(start.plus(due).minusMillis(50));
    }

    /** A broker refuses times that are an hour ahead, and the whole batch with them. */
    @Test
    void shouldNotHarmACameraByATimeLapseOfHours(@TempDir Path folder) throws Exception {
        Path clip = folder.resolve("lapse.y4m");
        TestingY4m.write(clip, 64, 64, 901, (plane, x, y) -> 128);
        byte[] video = Files.readAllBytes(clip);
        String header = new String(video, 0, 40, StandardCharsets.ISO_8859_1);
        int rate = header.indexOf("F25:1");
        System.arraycopy("F1:10".getBytes(StandardCharsets.ISO_8859_1), 0, video, rate, 5);
        Files.write(clip, video); // 150 minutes
        IngestOptions options =
                options(
                        "lapse.",
                        """
                          - {id: lapse, uri: '%s', pace: fast}
                          - {id: cars, uri: '%s', pace: fast}
                        """
                                .formatted(clip, TestingClips.CARS));

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            ingest.awaitFinished();

            assertThat(ingest.counts().get(new CameraId("lapse")))
                    .isEqualTo(new CameraCounts(901, Map.of(), Map.of(), 901, 0));
            assertThat(ingest.counts().get(new CameraId("cars")).droppedTotal()).isZero();
            assertThat(ingest.counts().get(new CameraId("cars")).published()).isEqualTo(151);
        }
        List<Frame> frames = frames("lapse.", "lapse");
        assertThat(frames).hasSize(901).isSortedAccordingTo(comparing(Frame::captureTime));
        assertThat(frames.get(900).ptsMicros()).isEqualTo(9_000_000_000L);
        assertThat(frames.get(900).captureTime())
                .isBefore(Instant.now().plus(Duration.ofMinutes(31)));
    }

    @Test
    void shouldNotLetOneCameraDisturbAnother(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a video.\n");
        IngestOptions options =
                options(
                        "bad.",
                        """
                          - {id: missing, uri: '%s'}
                          - {id: text, uri: '%s'}
                          - {id: cars, uri: '%s', pace: fast}
                        """
                                .formatted(folder.resolve("none.mp4"), text, TestingClips.CARS));

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            ingest.awaitFinished();

            assertThat(ingest.hasFailed()).isTrue();
            assertThat(ingest.counts().get(new CameraId("cars")).published()).isEqualTo(151);
            assertThat(ingest.counts().get(new CameraId("missing")).captured()).isZero();
        }
        assertThat(listener.await("missing", CameraState.FAILED))
                .startsWith("there is no such file or device")
                .endsWith("; given up");
        assertThat(listener.await("text", CameraState.FAILED))
                .startsWith("the data is not a video")
                .endsWith("; given up");
        assertThat(listener.await("cars", CameraState.FINISHED)).isNotEmpty();
    }

    @Test
    void shouldStopWhateverTheCamerasDo() throws Exception {
        IngestOptions options =
                options(
                        "stop.",
                        """
                          - {id: test, uri: 'testsrc:size=320x240:rate=25', fps: 25}
                          - {id: people, uri: '%s', fps: 10, loop: true}
                          - {id: dark, uri: 'rtsp://127.0.0.1:1/none'}
                        """
                                .formatted(TestingClips.PEOPLE));
        CameraIngest ingest = CameraIngest.start(options, listener);
        listener.await("test", CameraState.LIVE);
        listener.await("people", CameraState.LIVE);
        listener.await("dark", CameraState.RETRYING);

        ingest.close();

        listener.await("test", CameraState.STOPPED);
        listener.await("people", CameraState.STOPPED);
        listener.await("dark", CameraState.STOPPED);
        for (CameraCounts counts : ingest.counts().values()) {
            assertThat(counts.pending()).isZero();
        }
        assertThat(frames("stop.", "test"))
                .hasSize((int) ingest.counts().get(new CameraId("test")).published());
        ingest.close();
    }

    @Test
    void shouldLetCamerasComeAndGo() throws Exception {
        IngestOptions options =
                options(
                        "come.",
                        "  - {id: cars, uri: '%s', pace: fast}".formatted(TestingClips.CARS));
        CameraOptions loop =
                CameraOptions.of(new CameraId("loop"), TestingClips.PEOPLE.toString()).looping();
        broker.createTopic("come.frames", 1);

        try (CameraIngest ingest = CameraIngest.start(options, listener)) {
            for (int round = 1; round <= 3; round++) {
                assertThat(ingest.add(loop)).isTrue();
                assertThat(ingest.add(loop)).isFalse();
                listener.await("loop", CameraState.LIVE);
                assertThat(ingest.remove(new CameraId("loop"))).isTrue();
                listener.await("loop", CameraState.STOPPED);
            }
            assertThat(ingest.remove(new CameraId("loop"))).isFalse();
            ingest.awaitFinished();

            CameraReport cars = ingest.report().cameras().get(0);
            assertThat(ingest.report().cameras()).hasSize(1);
            assertThat(cars.cameraId()).isEqualTo(new CameraId("cars"));
            assertThat(cars.capture().state()).isEqualTo(CameraState.FINISHED);
            assertThat(cars.capture().run()).isPositive();
            assertThat(cars.counts().get(cars.cameraId()))
                    .isEqualTo(ingest.counts().get(cars.cameraId()));
            assertThat(ingest.report().publisher().isUp()).isTrue();

            assertThat(ingest.counts())
                    .isEqualTo(
                            Map.of(
                                    new CameraId("cars"),
                                    new CameraCounts(
                                            377, Map.of(SkipReason.RATE, 226L), Map.of(), 151, 0)));
            List<RemovedCamera> removed = ingest.takeRemoved();
            assertThat(removed)
                    .extracting(RemovedCamera::cameraId)
                    .containsOnly(new CameraId("loop"))
                    .hasSize(3);
            List<Frame> frames = frames("come.", "loop");
            assertThat(frames)
                    .hasSize(removed.stream().mapToInt(CameraIngestITCase::published).sum())
                    .isSortedAccordingTo(
                            comparing((Frame frame) -> frame.id().run())
                                    .thenComparing(frame -> frame.id().sequence()));
            assertThat(frames.stream().map(frame -> frame.id().run()).distinct()).hasSize(3);
        }
    }

    private static int published(RemovedCamera camera) {
        return (int) camera.counts().published();
    }

    private static IngestOptions options(String prefix, String cameras) throws Exception {
        String yaml =
                "kafka: {bootstrap-servers: '%s', topic-prefix: %s}\ncameras:\n%s"
                        .formatted(broker.bootstrapServers(), prefix, cameras);
        return IngestOptions.of(Configuration.parse("test.yaml", yaml), Map.of());
    }

    private static List<Frame> frames(String prefix, String cameraId) throws Exception {
        return TestingFrames.readAll(broker.bootstrapServers(), prefix + "frames").stream()
                .filter(frame -> frame.id().camera().value().equals(cameraId))
                .toList();
    }
}
