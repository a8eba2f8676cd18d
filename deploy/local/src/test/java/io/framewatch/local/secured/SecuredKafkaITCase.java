package io.framewatch.local.secured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.local.TestingCommand;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command of one file on a broker that speaks TLS only and wants a login. */
@Timeout(600)
class SecuredKafkaITCase {

    private static final String USER = "framewatch";
    private static final String PASSWORD = "scram-s3cret";
    private static final String WRONG_PASSWORD = "other-s3cret";
    private static final Home HOME = new Home(Path.of("../distribution"));

    /** Holds the output of the processes; stays after a failure. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static SecuredBroker broker;
    private static Path otherAuthority;

    private final StringWriter printed = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(folder);
        broker.setPassword(USER, PASSWORD);
        otherAuthority = TestingCertificates.of(folder, "ip:127.0.0.1").authority();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldGoFromTheCameraToTheReceiver() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer receiver = receiver(received);
        String config = config(broker.authority(), PASSWORD, receiver.getAddress().getPort());
        TopicAdmin.ensure(clients(config), Topics.OF_THE_JOB);
        try (TestingCommand forward = start("forward", "--config", config);
                TestingCommand ingest = start("ingest", "--config", config);
                TestingCommand job =
                        start(
                                "job",
                                "--config",
                                config,
                                "--checkpoints",
                                folder.resolve("checkpoints").toString())) {
            forward.await("channel ops");
            assertThat(forward.listening())
                    .as("the metrics are for this machine")
                    .containsExactly("0000000000000000FFFF00000100007F");
            assertThat(ingest.exitCode()).as(ingest.output()).isZero();

            String alert = received.poll(120, TimeUnit.SECONDS);

            assertThat(alert).as(job.output()).contains("other/road/");
            assertThat(run("alerts", "list", "--config", config)).isZero();
            assertThat(run("ledger", "--config", config)).isZero();
            assertThat(run("rule", "list", "--config", config)).isZero();
            assertThat(run("camera", "list", "--config", config)).isZero();
            assertThat(run("model", "status", "--config", config)).isZero();
            assertThat(run("topics", "transactions", "--config", config)).isZero();
            assertThat(printed.toString()).contains("other/road/").doesNotContain("s3cret");
            assertThat(forward.output() + ingest.output() + job.output()).doesNotContain("s3cret");
        } finally {
            receiver.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts list",
                "ledger",
                "rule list",
                "camera list",
                "model status",
                "topics transactions",
                "ingest",
                "forward",
                "job"
            })
    void shouldSayThatTheLoginIsRefused(String command) throws Exception {
        String config = config(broker.authority(), WRONG_PASSWORD, 1);

        assertThat(run(command, config)).isEqualTo(1);

        assertThat(printed.toString())
                .contains(
                        broker.bootstrapServers(),
                        "Authentication failed during authentication due to invalid credentials"
                                + " with SASL mechanism SCRAM-SHA-512",
                        "see sasl.mechanism and sasl.jaas.config in kafka.properties")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts list",
                "ledger",
                "rule list",
                "camera list",
                "model status",
                "topics transactions",
                "ingest",
                "forward",
                "job"
            })
    void shouldSayThatTheAuthorityIsUnknown(String command) throws Exception {
        String config = config(otherAuthority, PASSWORD, 1);

        assertThat(run(command, config)).isEqualTo(1);

        assertThat(printed.toString())
                .contains(
                        broker.bootstrapServers(),
                        "PKIX path",
                        "see ssl.truststore.location in kafka.properties")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldGoOnTryingIfTheLoginIsRefusedLater() throws Exception {
        try (SecuredBroker strict = SecuredBroker.startWithShortLogins(folder)) {
            strict.setPassword(USER, PASSWORD);
            String config = config(strict, strict.authority(), PASSWORD, 1);
            try (TestingCommand forward = start("forward", "--config", config)) {
                forward.await("channel ops: webhook");

                strict.setPassword(USER, WRONG_PASSWORD);
                forward.await(
                        "channel ops: failing: Kafka: .*invalid credentials.*kafka.properties");
                strict.setPassword(USER, PASSWORD);

                forward.await("channel ops: well again");
                assertThat(forward.output()).doesNotContain("s3cret");
            }
        }
    }

    private static TestingCommand start(String... arguments) throws IOException {
        return TestingCommand.start(folder, List.of(arguments));
    }

    /** Runs a command with a configuration here. */
    private int run(String command, String config) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--config", config));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) throws Exception {
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            return command.setOut(new PrintWriter(printed))
                    .setErr(new PrintWriter(printed))
                    .execute(arguments);
        }
    }

    private static KafkaClients clients(String config) throws Exception {
        Configuration file = Configuration.read(Path.of(config));
        return new KafkaClients(file.section("kafka", KafkaOptions.class).orElseThrow());
    }

    private static HttpServer receiver(BlockingQueue<String> received) throws IOException {
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
        return receiver;
    }

    private static String config(Path authority, String password, int receiver) throws IOException {
        return config(broker, authority, password, receiver);
    }

    /** Writes the file of all commands; the password lies in a file of its own. */
    private static String config(
            SecuredBroker cluster, Path authority, String password, int receiver)
            throws IOException {
        Path own = Files.createTempDirectory(folder, "config");
        Path secret = Files.writeString(own.resolve("password"), password + "\n");
        return Files.writeString(
                        own.resolve("framewatch.yaml"),
                        """
                        kafka:
                          bootstrap-servers: '%s'
                          properties:
                            security.protocol: SASL_SSL
                            sasl.mechanism: SCRAM-SHA-512
                            sasl.jaas.config: >-
                              org.apache.kafka.common.security.scram.ScramLoginModule required
                              username="%s" password="${file:%s}";
                            ssl.truststore.type: PEM
                            ssl.truststore.location: '%s'
                        cameras:
                          - {id: road, uri: '%s', pace: fast, fps: 4}
                        model: {uri: '%s', tuned: false}
                        job: {checkpoint-interval: 1s}
                        rules:
                          - {id: other, label: other, enter: {score: 0.8, frames: 3}, exit: {score: 0.78}}
                        metrics: {port: 0}
                        forward:
                          channels:
                            - name: ops
                              webhook:
                                url: http://127.0.0.1:%d/
                                secret: whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=
                        """
                                .formatted(
                                        cluster.bootstrapServers(),
                                        USER,
                                        secret,
                                        authority,
                                        HOME.cars().toAbsolutePath(),
                                        HOME.roadside().toAbsolutePath(),
                                        receiver))
                .toString();
    }
}
