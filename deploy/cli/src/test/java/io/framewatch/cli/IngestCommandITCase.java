package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.embedded.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class IngestCommandITCase {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldEndWithTheCountsWhenEveryFileIsAtItsEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int exitCode =
                    run(
                            """
                            kafka: {bootstrap-servers: '%s'}
                            cameras: [{id: cars, uri: '%s', pace: fast}]
                            """
                                    .formatted(
                                            broker.bootstrapServers(),
                                            new Home(Path.of("../distribution")).cars()));

            assertThat(exitCode).isZero();
            assertThat(out)
                    .hasToString(
                            "camera cars: captured 377, skipped 226, dropped 0, published 151\n");
            assertThat(err.toString().lines())
                    .containsExactlyInAnyOrder(
                            "camera cars connecting",
                            "topic framewatch.frames did not exist: created with 4 partitions",
                            "camera cars live",
                            "camera cars finished: the file is at its end");
        }
    }

    @Test
    void shouldFailWhenACameraIsGivenUp() throws Exception {
        int exitCode = run("cameras: [{id: cars, uri: no/such/file.mp4}]");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .contains("camera cars failed: there is no such file")
                .contains("; given up");
        assertThat(out).hasToString("camera cars: captured 0, skipped 0, dropped 0, published 0\n");
    }

    @Test
    void shouldServeMetricsAndHealthWhereTheConfigurationSaysSo() throws Exception {
        int exitCode =
                run(
                        """
                        cameras: [{id: cars, uri: no/such/file.mp4}]
                        metrics: {port: 0}
                        """);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .containsPattern(
                        "metrics at http://127\\.0\\.0\\.1:\\d+/metrics, health at /healthz\n");
    }

    @Test
    void shouldNotStartWithoutThePortOfItsMetrics() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int exitCode =
                    run(
                            """
                            cameras: [{id: cars, uri: 'testsrc:'}]
                            metrics: {port: %d}
                            """
                                    .formatted(taken.getLocalPort()));

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString())
                    .contains(
                            "ingest: metrics.address 127.0.0.1, metrics.port %d: cannot listen there"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void shouldEndWithACodeOfItsOwnWhenTooManyCallsHang() throws Exception {
        Path pipe = folder.resolve("pipe.mp4"); // opening it waits for a writer, whatever is due
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path config =
                Files.writeString(
                        folder.resolve("test.yaml"),
                        "cameras: [{id: stuck, uri: '%s', timeout: 100ms}]".formatted(pipe));

        int exitCode =
                commandLine().execute("--config", config.toString(), "--max-hanging-calls", "0");

        assertThat(exitCode).isEqualTo(4);
        assertThat(err.toString())
                .contains("was abandoned (number 1); connecting again now")
                .contains(
                        "calls into FFmpeg hang, at most 0 may: this worker ends and is to be started"
                                + " again");
        new RandomAccessFile(pipe.toFile(), "rw").close(); // lets the calls return
    }

    @Test
    void shouldListTheProblemsOfTheConfigurationAndNothingElse() throws Exception {
        int exitCode =
                run(
                        """
                        cameras: [{id: cars, uri: 'rtsp://a:s3cret@cam', fps: -1}]
                        kafka: {properties: {bootstrap.servers: 'kafka:9092'}}
                        """);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ingest: configuration " + folder.resolve("test.yaml") + " has 2 problems:",
                        "  cameras[0].fps: -1 must be greater than 0",
                        "  kafka: properties must not have bootstrap.servers: that is"
                                + " bootstrap-servers");
    }

    @Test
    void shouldNameAPropertyThatKafkaDoesNotAccept() throws Exception {
        int exitCode =
                run(
                        """
                        cameras: [{id: cars, uri: clip.mp4}]
                        kafka: {properties: {security.protocol: SLL}}
                        """);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ingest: configuration " + folder.resolve("test.yaml") + " has 1 problem:",
                        "  kafka.properties.security.protocol: 'SLL' must be one of (case"
                                + " insensitive) [SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT]");
    }

    @Test
    void shouldSayInOneLineWhyThereCanBeNoClient() throws Exception {
        int exitCode =
                run(
                        """
                        cameras: [{id: cars, uri: clip.mp4}]
                        kafka: {properties: {security.protocol: SASL_SSL}}
                        """);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ingest: Kafka client cannot be made: Could not find a 'KafkaClient' entry in the"
                                + " JAAS configuration. System property"
                                + " 'java.security.auth.login.config' is not set");
    }

    @Test
    void shouldWantAConfiguration() {
        assertThat(commandLine().execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--config=FILE'");
    }

    private int run(String yaml) throws Exception {
        Path config = Files.writeString(folder.resolve("test.yaml"), yaml);
        return commandLine().execute("--config", config.toString());
    }

    private CommandLine commandLine() {
        return CommandErrors.on(new CommandLine(new IngestCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
