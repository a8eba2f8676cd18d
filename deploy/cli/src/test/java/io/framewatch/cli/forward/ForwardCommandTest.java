package io.framewatch.cli.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.framewatch.cli.CommandErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ForwardCommandTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldSendAMadeUpAlert() throws Exception {
        int exitCode = test("ops");

        assertThat(exitCode).isZero();
        assertThat(err)
                .hasToString(
                        "channel ops: webhook %s, rules car* bus, cameras all: delivered\n"
                                .formatted(url()));
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0)).contains("\"rule\":\"test\"", "\"state\":\"started\"");
        assertThat(bodies.get(1)).contains("\"rule\":\"test\"", "\"state\":\"ended\"");
    }

    @Test
    void shouldSayThatTheReceiverFails() throws Exception {
        status = 503;

        assertThat(test("ops")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "forward: channel ops: not delivered, would be tried again: %s answered 503\n"
                                .formatted(url()));
    }

    @Test
    void shouldSayThatTheReceiverRefuses() throws Exception {
        status = 404;

        assertThat(test("ops")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "forward: channel ops: refused, would be parked: %s answered 404\n"
                                .formatted(url()));
    }

    @Test
    void shouldNameTheChannelsThatThereAre() throws Exception {
        assertThat(test("opps")).isEqualTo(1);
        assertThat(err).hasToString("forward: channel 'opps' must be one of ops\n");
    }

    @Test
    void shouldListTheProblemsOfTheConfiguration() throws Exception {
        int exitCode = execute("forward: {channels: [{name: ops}]}");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .contains("forward.channels[0]: must have exactly one of webhook");
    }

    private int test(String channel) throws IOException {
        return execute(
                """
                forward:
                  channels:
                    - name: ops
                      rules: [car*, bus]
                      webhook:
                        url: %s/s3cret
                        secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3
                """
                        .formatted(url()),
                "--test-channel",
                channel);
    }

    private int execute(String yaml, String... more) throws IOException {
        Path config = Files.writeString(folder.resolve("test.yaml"), yaml);
        CommandLine command = CommandErrors.on(new CommandLine(new ForwardCommand()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--config";
        arguments[1] = config.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return command.execute(arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
