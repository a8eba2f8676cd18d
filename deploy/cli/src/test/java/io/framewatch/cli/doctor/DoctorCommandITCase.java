package io.framewatch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandITCase {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void shouldFindThisMachineFit() {
        assertThat(run()).isZero();

        assertThat(out.toString())
                .containsPattern("ok +Java")
                .containsPattern("ok +FFmpeg")
                .containsPattern("ok +ONNX Runtime")
                .containsPattern("ok +disk");
    }

    @Test
    void shouldSayThatKafkaIsNotThereAndWhatToDo() throws Exception {
        assertThat(run("--config", configuration("127.0.0.1:1"))).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("wrong +Kafka +Kafka at 127.0.0.1:1 cannot be reached")
                .contains("→ start it, or correct kafka.bootstrap-servers");
    }

    @Test
    void shouldNameAllProblemsOfTheConfiguration() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("wrong.yaml"), "kafka: {partitions: none, brokers: 1}");

        assertThat(run("--config", file.toString(), "--output", "json")).isEqualTo(1);

        assertThat(out.toString())
                .contains("kafka.brokers: unknown key", "kafka.partitions: 'none'");
    }

    @Test
    void shouldSayWhichTopicsAreMissingAndWhichCamerasFail() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String file = configuration(broker.bootstrapServers());

            assertThat(run("--config", file)).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("wrong +topics +missing: alerts, camera-status")
                    .contains("→ ./framewatch topics apply");

            KafkaClients clients =
                    new KafkaClients(
                            new KafkaOptions(
                                    broker.bootstrapServers(), "framewatch.", 2, Map.of()));
            TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
            try (TopicWriter writer = new TopicWriter(clients)) {
                writer.write(Topics.CAMERA_STATUS, failed());
            }
            assertThat(run("--config", file)).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("ok +topics")
                    .containsPattern("wrong +ingest +no frame in the last minute")
                    .containsPattern("wrong +camera gate-1 +failed: wrong password");
        }
    }

    private static CameraStatusReport failed() {
        return new CameraStatusReport(
                new CameraId("gate-1"),
                0,
                new CameraStatusReport.Condition(
                        CameraStatusReport.State.FAILED, null, "wrong password"),
                "w",
                Instant.now());
    }

    private String configuration(String servers) throws IOException {
        return Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        "kafka: {bootstrap-servers: '" + servers + "'}")
                .toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine doctor = DoctorCommand.commandLine().setOut(new PrintWriter(out));
        return doctor.execute(arguments);
    }
}
