package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.Frame;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.TestingFrames;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that share cameras, with a real broker and test pictures. */
@Timeout(180)
class FleetITCase {

    private static final List<CameraId> CAMERAS =
            IntStream.range(0, 8).mapToObj(i -> new CameraId("gate-" + i)).toList();

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private KafkaClients clients;
    private TopicWriter writer;
    private TestingStatuses statuses;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(0, TestingProcess.SETTINGS);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void writeCameras(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of()));
        TopicAdmin.ensure(clients, Topics.ALL);
        writer = open(new TopicWriter(clients));
        for (CameraId camera : CAMERAS) {
            writer.write(Topics.CAMERAS, camera(camera, 5));
        }
        statuses = open(TestingStatuses.follow(clients));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void shouldMoveSomeCamerasToAWorkerThatComesAndBackWhenItGoes() throws Exception {
        worker("one");
        statuses.awaitAll(CAMERAS, "one", State.LIVE);

        FleetWorker two = worker("two");
        Set<CameraId> moved = statuses.awaitSome("two", State.LIVE);
        statuses.awaitAll(CAMERAS, status -> status.state() == State.LIVE);
        assertThat(statuses.of("one").size() + statuses.of("two").size()).isEqualTo(8);
        assertThat(statuses.of("one")).isNotEmpty();
        assertThat(statuses.of("two")).containsAll(moved).isNotEmpty();

        two.close();
        statuses.awaitAll(CAMERAS, "one", State.LIVE);
        assertThatRunsAreInOrder();
    }

    @Test
    void shouldFollowTheTopic() throws Exception {
        worker("one");
        statuses.awaitAll(CAMERAS, "one", State.LIVE);
        CameraId gate = CAMERAS.get(0);

        writer.write(Topics.CAMERAS, camera(gate, 5).withPaused(true));
        CameraStatusReport paused = statuses.await(gate, State.PAUSED);
        writer.write(Topics.CAMERAS, camera(gate, 2));
        CameraStatusReport live = statuses.await(gate, State.LIVE);
        writer.write(
                Topics.CAMERAS,
                new Camera(
                        gate,
                        false,
                        List.of(),
                        Map.of("uri", "rtsp://10.0.0.5/", "credentials", "nobody")));
        CameraStatusReport refused = statuses.await(gate, State.REFUSED);
        writer.delete(Topics.CAMERAS, gate.value());
        statuses.await(gate, State.REMOVED);

        assertThat(live.run()).isGreaterThan(paused.run());
        assertThat(refused.condition().reason())
                .isEqualTo(
                        "credentials of camera gate-0 must be the id of one of the"
                                + " credentials (the value is not shown, as it may be the password"
                                + " itself)");
    }

    @Test
    void shouldRunAboveTheLastRunWhateverTheClockSays() throws Exception {
        long ahead = Clock.systemUTC().millis() + Duration.ofDays(1).toMillis();
        CameraId gate = CAMERAS.get(0);
        writer.write(
                Topics.CAMERA_STATUS,
                new CameraStatusReport(
                        gate,
                        ahead,
                        new CameraStatusReport.Condition(State.LIVE, null, null),
                        "zero",
                        Clock.systemUTC().instant()));
        statuses.await(gate, State.LIVE);

        worker("one");

        statuses.await(gate, State.CONNECTING);
        assertThat(statuses.await(gate, State.LIVE).run()).isGreaterThan(ahead);
        assertThat(statuses.await(CAMERAS.get(1), State.LIVE).run()).isLessThan(ahead);
    }

    @Test
    void shouldTakeTheCamerasOfAWorkerThatIsKilled() throws Exception {
        TestingProcess killed = open(TestingProcess.worker(configuration("killed")));
        statuses.awaitAll(CAMERAS, "killed", State.LIVE);
        worker("left");
        statuses.awaitSome("left", State.LIVE);
        Set<CameraId> orphans = Set.copyOf(statuses.of("killed"));
        assertThat(orphans).isNotEmpty();

        killed.kill();

        statuses.awaitAll(CAMERAS, "left", State.LIVE);
        awaitMoreFrames(50);
        assertThatRunsAreInOrder();
        for (CameraId camera : orphans) {
            assertThat(runs(camera)).as(camera.value()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void shouldFindOutThatOthersTookTheCamerasOfAWorkerThatWasSuspended() throws Exception {
        TestingProcess suspended = open(TestingProcess.worker(configuration("suspended")));
        statuses.awaitAll(CAMERAS, "suspended", State.LIVE);
        worker("other");
        statuses.awaitSome("other", State.LIVE);

        suspended.suspend();
        statuses.awaitAll(CAMERAS, "other", State.LIVE);
        suspended.goOn();

        statuses.awaitSome("suspended", State.LIVE);
        statuses.awaitAll(CAMERAS, status -> status.state() == State.LIVE);
        awaitMoreFrames(100);
        assertThatRunsAreInOrder();
    }

    /** Of each camera the newest run comes last, and no frame is there twice. */
    private void assertThatRunsAreInOrder() throws Exception {
        for (CameraId camera : CAMERAS) {
            List<Frame> frames = framesOf(camera);
            assertThat(frames).extracting(Frame::id).as(camera.value()).doesNotHaveDuplicates();
            assertThat(frames.get(frames.size() - 1).id().run())
                    .isEqualTo(frames.stream().mapToLong(f -> f.id().run()).max().orElseThrow());
        }
    }

    private void awaitMoreFrames(int count) throws Exception {
        long end = TestingFrames.records(broker.bootstrapServers(), frames()).size();
        TestingFrames.await(broker.bootstrapServers(), frames(), end + count);
    }

    private Set<Long> runs(CameraId camera) throws Exception {
        Set<Long> runs = new HashSet<>();
        framesOf(camera).forEach(frame -> runs.add(frame.id().run()));
        return runs;
    }

    private List<Frame> framesOf(CameraId camera) throws Exception {
        return TestingFrames.readAll(broker.bootstrapServers(), frames()).stream()
                .filter(frame -> frame.id().camera().equals(camera))
                .toList();
    }

    private String frames() {
        return clients.fullName(Topics.FRAMES);
    }

    private FleetWorker worker(String name) throws Exception {
        IngestOptions options = IngestOptions.of(Configuration.read(configuration(name)), Map.of());
        return open(FleetWorker.start(options, new Silent()));
    }

    private Path configuration(String worker) throws IOException {
        return Files.writeString(
                folder.resolve(worker + ".yaml"),
                """
                kafka: {bootstrap-servers: '%s', topic-prefix: %s}
                ingest: {cameras-from-topic: true, session-timeout: 2s, worker: %s}
                """
                        .formatted(
                                broker.bootstrapServers(), clients.kafka().topicPrefix(), worker));
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static Camera camera(CameraId id, int fps) {
        return new Camera(
                id, false, List.of(), Map.of("uri", "testsrc:size=64x64:rate=10", "fps", fps));
    }

    private static final class Silent implements IngestListener {

        @Override
        public void onCamera(CameraStatus status) {}
    }
}
