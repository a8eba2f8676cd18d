package io.framewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.publish.CameraCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras that are real servers: GStreamer's, see {@link RtspServer}. */
@Timeout(120)
class RtspITCase {

    private static final String PASSWORD = "p@ss:w/rd #1%";
    private static final String[] DIGEST = {"--user", "admin", "--password", PASSWORD};

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private static EmbeddedBroker broker;

    private final TestingListener listener = new TestingListener();
    private final String prefix = "rtsp-" + TOPICS.incrementAndGet() + "-";
    private final String topic = prefix + "frames";

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void shouldCaptureACameraWithoutCredentials(String transport) throws Exception {
        try (RtspServer server = RtspServer.start(0);
                CameraIngest ingest =
                        start(
                                "{id: gate, uri: '%s', transport: %s, fps: 10}",
                                server.uri(), transport)) {
            awaitFrames(30);

            ingest.stop(Duration.ofSeconds(3));
            assertRateAndOrder(ingest.counts().get(new CameraId("gate")));
        }
    }

    @Test
    void shouldTellTheTimeOfTheCamera() throws Exception {
        try (RtspServer server = RtspServer.start(0);
                CameraIngest ingest = start("{id: gate, uri: '%s', fps: 10}", server.uri())) {
            Frame last = awaitFrames(80).get(79); // a first report may take some seconds

            assertThat(ingest.hasFailed()).isFalse();
            assertThat(last.times().cameraTime())
                    .isBetween(last.captureTime().minusSeconds(5), last.captureTime());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void shouldCaptureACameraWithDigestCredentials(String transport) throws Exception {
        try (RtspServer server = RtspServer.start(0, DIGEST);
                CameraIngest ingest =
                        start(
                                "{id: gate, uri: '%s', transport: %s, fps: 10, credentials: gate}",
                                server.uri(), transport)) {
            awaitFrames(10);

            assertThat(listener.lines()).contains("camera gate live");
            assertThat(ingest.hasFailed()).isFalse();
        }
    }

    @Test
    void shouldAcceptALoginInTheUri() throws Exception {
        try (RtspServer server = RtspServer.start(0, "--user", "admin", "--password", "s3cret");
                CameraIngest ingest =
                        start(
                                "{id: gate, uri: '%s', fps: 10}",
                                server.uri().replace("//", "//admin:s3cret@"))) {
            awaitFrames(5);

            assertThat(ingest.hasFailed()).isFalse();
            assertThat(String.join("\n", listener.lines())).doesNotContain("s3cret");
        }
    }

    @Test
    void shouldTrySlowlyWithAWrongPasswordAndNeverShowIt() throws Exception {
        try (RtspServer server = RtspServer.start(0, DIGEST);
                CameraIngest ingest =
                        start(
                                "{id: gate, uri: '%s'}",
                                server.uri().replace("//", "//admin:s3cret@"))) {
            String message = listener.await("gate", CameraState.RETRYING);

            assertThat(message)
                    .startsWith("user name or password is wrong or missing")
                    .containsPattern("; next try in [4-7][0-9]\\.[0-9] s");
            assertThat(ingest.counts().get(new CameraId("gate")).captured()).isZero();
            assertThat(String.join("\n", listener.lines())).doesNotContain("s3cret");
        }
    }

    @Test
    void shouldSayThatTheCameraHasNoSuchStream() throws Exception {
        try (RtspServer server = RtspServer.start(0);
                CameraIngest ingest =
                        start("{id: gate, uri: '%s'}", server.uri().replace("camera", "other"))) {
            assertThat(listener.await("gate", CameraState.RETRYING))
                    .startsWith("the camera has no stream of this name");
            assertThat(ingest.hasFailed()).isFalse();
        }
    }

    @Test
    void shouldConnectAsSoonAsTheCameraIsThere() throws Exception {
        int port = RtspServer.freePort();
        try (CameraIngest ingest =
                start("{id: gate, uri: 'rtsp://127.0.0.1:%d/camera', fps: 10}", port)) {
            assertThat(listener.await("gate", CameraState.RETRYING))
                    .startsWith("the connection was refused");

            try (RtspServer server = RtspServer.start(port)) {
                awaitFrames(5);
                assertThat(ingest.hasFailed()).isFalse();
                assertThat(server.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void shouldComeBackWithANewRunAfterTheCameraWasKilled() throws Exception {
        RtspServer first = RtspServer.start(0);
        try (first;
                CameraIngest ingest = start("{id: gate, uri: '%s', fps: 10}", first.uri())) {
            awaitFrames(10);
            first.kill();
            assertThat(listener.await("gate", CameraState.RETRYING)).contains("; next try in ");

            try (RtspServer second = RtspServer.start(first.port())) {
                listener.await("gate", CameraState.LIVE);
                awaitFrames(ingest.counts().get(new CameraId("gate")).published() + 10);
                assertThat(second.port()).isEqualTo(first.port());
            }
            ingest.stop(Duration.ofSeconds(3));
            assertThat(frames().stream().map(frame -> frame.id().run()).distinct()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void shouldNoticeThatACameraFreezesWithItsConnectionOpen(String transport) throws Exception {
        try (RtspServer server = RtspServer.start(0);
                CameraIngest ingest =
                        start(
                                "{id: gate, uri: '%s', transport: %s, fps: 10, timeout: 2s}",
                                server.uri(), transport)) {
            awaitFrames(10);

            server.freeze();

            assertThat(ingest.hasFailed()).isFalse();
            assertThat(listener.await("gate", CameraState.RETRYING))
                    .startsWith("no data came in time");
        }
    }

    private CameraIngest start(String camera, Object... arguments) throws Exception {
        String yaml =
                """
                kafka: {bootstrap-servers: '%s', topic-prefix: %s}
                cameras: [%s]
                credentials: [{id: gate, username: admin, password-env: PASSWORD}]
                """
                        .formatted(broker.bootstrapServers(), prefix, camera.formatted(arguments));
        broker.createTopic(topic, 1);
        Configuration configuration = Configuration.parse("test.yaml", yaml);
        return CameraIngest.start(
                IngestOptions.of(configuration, Map.of("PASSWORD", PASSWORD)), listener);
    }

    private List<Frame> awaitFrames(long count) throws Exception {
        return TestingFrames.await(broker.bootstrapServers(), topic, count);
    }

    private void assertRateAndOrder(CameraCounts counts) throws Exception {
        List<Frame> frames = frames();
        assertThat(frames).hasSize((int) counts.published());
        assertThat(counts.captured()).isBetween(2 * counts.published(), 3 * counts.published() + 3);
        for (int i = 1; i < frames.size(); i++) {
            Frame before = frames.get(i - 1);
            Frame frame = frames.get(i);
            assertThat(frame.id().run()).isEqualTo(before.id().run());
            assertThat(frame.id().sequence() - before.id().sequence()).isBetween(1L, 10L);
            assertThat(frame.captureTime()).isAfterOrEqualTo(before.captureTime());
        }
    }

    private List<Frame> frames() throws Exception {
        return TestingFrames.readAll(broker.bootstrapServers(), topic);
    }
}
