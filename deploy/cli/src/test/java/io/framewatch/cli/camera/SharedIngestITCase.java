package io.framewatch.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Framewatch;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./framewatch ingest} with the cameras of the topic, in a JVM of its own. */
@Timeout(180)
class SharedIngestITCase {

    private static final CameraId GATE = new CameraId("gate");

    /** 128 and the signal, as Java ends by it. */
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir Path folder;

    private final List<State> states = new ArrayList<>();

    @Test
    void shouldCaptureTheCamerasOfTheTopicUntilItIsStopped() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaClients clients =
                    new KafkaClients(new KafkaOptions(broker.bootstrapServers(), "", 2, Map.of()));
            TopicAdmin.ensure(clients, Topics.OF_CAMERAS);
            try (TopicWriter writer = new TopicWriter(clients);
                    TopicFollower statuses =
                            TopicFollower.fromBeginning(
                                    clients,
                                    new Subscription<>(
                                            Topics.CAMERA_STATUS,
                                            record -> states.add(state(record.value()))))) {
                writer.write(
                        Topics.CAMERAS,
                        new Camera(GATE, false, List.of(), Map.of("uri", "testsrc:size=64x64")));
                Process ingest = start(broker.bootstrapServers());
                try {
                    await(statuses, State.LIVE);
                    ingest.destroy();

                    assertThat(ingest.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
                } finally {
                    ingest.destroyForcibly();
                }
                await(statuses, State.STOPPED);
            }
        }
        assertThat(states).startsWith(State.CONNECTING, State.LIVE).endsWith(State.STOPPED);
        assertThat(Files.readString(folder.resolve("out")))
                .startsWith("camera gate: captured ")
                .hasLineCount(1);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .contains("camera gate connecting", "camera gate live", "camera gate stopped");
    }

    private Process start(String bootstrapServers) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("fleet.yaml"),
                        """
                        kafka: {bootstrap-servers: '%s', topic-prefix: ''}
                        ingest: {cameras-from-topic: true, worker: one}
                        """
                                .formatted(bootstrapServers));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Framewatch.class.getName(),
                        "ingest",
                        "--config",
                        config.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void await(TopicFollower statuses, State state) {
        while (!states.contains(state)) {
            statuses.poll(Duration.ofMillis(100));
        }
    }

    private static State state(CameraStatusReport report) {
        assertThat(report.camera()).isEqualTo(GATE);
        assertThat(report.worker()).isEqualTo("one");
        return report.state();
    }
}
