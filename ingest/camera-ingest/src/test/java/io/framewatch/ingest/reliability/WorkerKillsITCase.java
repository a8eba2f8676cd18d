package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.FrameId;
import io.framewatch.ingest.fleet.TestingProcess;
import io.framewatch.ingest.fleet.TestingStatuses;
import io.framewatch.ingest.reliability.TestingFrameTimes.Seen;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers share 16 cameras; one of them is killed at a random moment and started again. How
 * often: {@code -Dframewatch.kills=20}; the same again: {@code -Dframewatch.seed=1}; with the
 * default time-out of a group: {@code -Dframewatch.session=10s}.
 */
@Timeout(1800)
class WorkerKillsITCase {

    private static final int KILLS = Integer.getInteger("framewatch.kills", 2);
    private static final String SESSION = System.getProperty("framewatch.session", "2s");
    private static final long SEED =
            Long.getLong("framewatch.seed", ThreadLocalRandom.current().nextInt());
    private static final Duration MAX_MOVE = Duration.ofSeconds(15);
    private static final int MAX_FRAMES_BETWEEN = 500;
    private static final List<String> WORKERS = List.of("one", "two");
    private static final List<CameraId> CAMERAS =
            IntStream.range(0, 16).mapToObj(i -> new CameraId("gate-" + i)).toList();

    @TempDir Path folder;

    private final Clock clock = Clock.systemUTC();
    private final TestingProcess[] processes = new TestingProcess[WORKERS.size()];
    private final List<Instant> kills = new ArrayList<>();
    private EmbeddedBroker broker;
    private KafkaClients clients;
    private TestingStatuses statuses;
    private TestingFrameTimes frames;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(0, TestingProcess.SETTINGS);
        clients =
                new KafkaClients(
                        new KafkaOptions(broker.bootstrapServers(), "kills.", 2, Map.of()));
        TopicAdmin.ensure(clients, Topics.ALL);
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (CameraId camera : CAMERAS) {
                writer.write(Topics.CAMERAS, camera(camera));
            }
        }
        statuses = TestingStatuses.follow(clients);
        frames = new TestingFrameTimes(broker.bootstrapServers(), clients.fullName(Topics.FRAMES));
        for (int worker = 0; worker < WORKERS.size(); worker++) {
            startWorker(worker);
        }
    }

    @AfterEach
    void stop() {
        for (TestingProcess process : processes) {
            if (process != null) {
                process.close();
            }
        }
        frames.close();
        statuses.close();
        broker.close();
    }

    @Test
    void shouldMoveTheCamerasOfEveryWorkerThatIsKilled() throws Exception {
        System.out.println("framewatch.seed=" + SEED);
        Random random = new Random(SEED);
        List<Duration> moves = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            frames.awaitCount(frames.count() + random.nextInt(MAX_FRAMES_BETWEEN));
            moves.add(kill(random.nextInt(WORKERS.size())));
        }

        TestingHandovers handovers = TestingHandovers.of(CAMERAS, frames, kills);
        System.out.println(handovers.report(KILLS, SESSION, frames.count()));
        System.out.println(TestingFigures.line("all cameras moved", "s", seconds(moves)));
        assertThat(moves).allSatisfy(move -> assertThat(move).isLessThanOrEqualTo(MAX_MOVE));
        for (CameraId camera : CAMERAS) {
            assertThatNewerRunsReplaceOlderOnes(frames.of(camera));
        }
        assertThat(handovers.overlaps())
                .as("seconds that a camera was captured twice")
                .allSatisfy(overlap -> assertThat(overlap).isLessThan(seconds(SESSION)));
    }

    /** Kills a worker and starts it again; returns how long a camera gave no frames. */
    private Duration kill(int victim) throws Exception {
        int other = 1 - victim;
        processes[victim].kill();
        Instant killed = clock.instant();
        kills.add(killed);
        frames.awaitEach(CAMERAS, killed);
        statuses.awaitAll(CAMERAS, WORKERS.get(other), State.LIVE);
        Duration moved =
                CAMERAS.stream()
                        .map(camera -> Duration.between(killed, firstAfter(camera, killed)))
                        .max(Duration::compareTo)
                        .orElseThrow();

        startWorker(victim);
        statuses.awaitAll(CAMERAS, status -> status.state() == State.LIVE);
        frames.awaitEach(CAMERAS, clock.instant());
        return moved;
    }

    private void startWorker(int worker) throws IOException {
        String name = WORKERS.get(worker);
        Path own = Files.createDirectories(folder.resolve(name));
        processes[worker] =
                TestingProcess.worker(
                        Files.writeString(
                                own.resolve("worker.yaml"),
                                """
                                kafka: {bootstrap-servers: '%s', topic-prefix: kills.}
                                ingest: {cameras-from-topic: true, session-timeout: %s, worker: %s}
                                """
                                        .formatted(broker.bootstrapServers(), SESSION, name)));
        statuses.awaitSome(name, State.LIVE);
    }

    private Instant firstAfter(CameraId camera, Instant time) {
        return frames.of(camera).stream()
                .map(Seen::captureTime)
                .filter(captured -> captured.isAfter(time))
                .findFirst()
                .orElseThrow();
    }

    /** The last frame is one of the newest run, and no frame is there twice. */
    private static void assertThatNewerRunsReplaceOlderOnes(List<Seen> frames) {
        List<FrameId> ids = frames.stream().map(Seen::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.get(ids.size() - 1).run())
                .isEqualTo(ids.stream().mapToLong(FrameId::run).max().orElseThrow());
    }

    private static double seconds(String duration) {
        return Duration.parse("PT" + duration).toMillis() / 1000.0;
    }

    private static List<Double> seconds(List<Duration> durations) {
        return durations.stream().map(duration -> duration.toNanos() / 1e9).toList();
    }

    private static Camera camera(CameraId id) {
        return new Camera(
                id, false, List.of(), Map.of("uri", "testsrc:size=64x64:rate=10", "fps", 5));
    }
}
