package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose broker does not answer for a while. */
@Timeout(180)
class LostContactITCase {

    private static final CameraId GATE = new CameraId("gate");

    @TempDir Path folder;

    private final BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();

    @Test
    void shouldStopItsCamerasUntilKafkaAnswers() throws Exception {
        int port = freePort();
        KafkaClients clients =
                new KafkaClients(
                        new KafkaOptions("127.0.0.1:" + port, "lost.", 1, Map.of()),
                        Duration.ofSeconds(60));
        try (TestingProcess broker = TestingProcess.broker(port, folder)) {
            writeCamera(clients);
            try (FleetWorker worker = FleetWorker.start(options(port), statuses::add)) {
                long before = await(CameraState.LIVE).run();

                broker.suspend();
                await(CameraState.STOPPED);
                broker.goOn();

                assertThat(await(CameraState.LIVE).run()).isGreaterThan(before);
                assertThat(worker.awaitEnd(Duration.ZERO)).isFalse();
            }
        }
    }

    private CameraStatus await(CameraState state) throws InterruptedException {
        while (true) {
            CameraStatus status = statuses.poll(60, TimeUnit.SECONDS);
            assertThat(status).as("%s", state).isNotNull();
            if (status.state() == state) {
                return status;
            }
        }
    }

    private static void writeCamera(KafkaClients clients) throws Exception {
        TopicAdmin.ensure(clients, Topics.OF_CAMERAS);
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(
                    Topics.CAMERAS,
                    new Camera(GATE, false, List.of(), Map.of("uri", "testsrc:size=64x64")));
        }
    }

    private static IngestOptions options(int port) throws Exception {
        String yaml =
                """
                kafka: {bootstrap-servers: '127.0.0.1:%d', topic-prefix: lost.}
                ingest: {cameras-from-topic: true, session-timeout: 2s}
                """
                        .formatted(port);
        return IngestOptions.of(Configuration.parse("test.yaml", yaml), Map.of());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
