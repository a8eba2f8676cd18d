package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server asks of who connects; no broker is there, and the page says so. */
class GateITCase {

    private static final KafkaOptions NOWHERE =
            new KafkaOptions("127.0.0.1:1", "framewatch.", 2, Map.of());
    private static final String OPERATOR = "operator-0123456789";
    private static final String VIEWER = "viewer-0123456789";

    private final HttpClient client = HttpClient.newHttpClient();
    private PageServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldForbidInlineScriptsFramesAndOtherSites() throws Exception {
        start(Access.OPEN);

        HttpResponse<String> answer = send(request("").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).doesNotContain("http://", "https://", "<style");
    }

    @Test
    void shouldAnswerOnlyToNamesOfThisMachineWithoutALogin() throws Exception {
        start(Access.OPEN);

        assertThat(statusFor("evil.example:" + port())).isEqualTo(403);
        assertThat(statusFor("localhost:" + port())).isEqualTo(200);
    }

    @Test
    void shouldRefuseChangesOfOtherSites() throws Exception {
        start(Access.OPEN);

        assertThat(send(request("api/logout").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(403);
        assertThat(
                        send(change("api/logout")
                                        .header("Origin", "https://evil.example")
                                        .POST(BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(403);
        assertThat(send(change("api/logout").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(204);
    }

    @Test
    void shouldAskForATokenAndTellViewersFromOperators() throws Exception {
        start(new Access(OPERATOR, VIEWER, null, List.of(), List.of()));

        assertThat(send(request("api/me").GET()).statusCode()).isEqualTo(401);
        assertThat(send(request("").GET()).statusCode()).isEqualTo(200);
        assertThat(bearer(VIEWER).body()).isEqualTo("{\"role\":\"viewer\"}");
        assertThat(bearer(OPERATOR).body()).isEqualTo("{\"role\":\"operator\"}");
        assertThat(bearer(OPERATOR + "x").statusCode()).isEqualTo(401);
        assertThat(
                        send(change("api/logout")
                                        .header("Authorization", "Bearer " + VIEWER)
                                        .POST(BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldKeepALoginInACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        start(new Access(OPERATOR, null, null, List.of(), List.of()));

        HttpResponse<String> login = logIn(OPERATOR);

        assertThat(login.statusCode()).isEqualTo(204);
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(OPERATOR);
        HttpResponse<String> me =
                send(request("api/me").header("Cookie", cookie.split(";")[0]).GET());
        assertThat(me.body()).contains("operator");
    }

    @Test
    void shouldStopWhoGuessesTokens() throws Exception {
        start(new Access(OPERATOR, null, null, List.of(), List.of()));
        for (int i = 0; i < 10; i++) {
            assertThat(logIn("guess-" + i).statusCode()).isEqualTo(401);
        }

        assertThat(logIn(OPERATOR).statusCode()).isEqualTo(429);
    }

    @Test
    void shouldBelieveAProxy() throws Exception {
        start(new Access(null, null, "X-User", List.of("ann"), List.of("127.0.0.1")));

        assertThat(send(request("api/me").header("X-User", "ann").GET()).body())
                .contains("operator");
        assertThat(send(request("api/me").header("X-User", "bob").GET()).body()).contains("viewer");
        assertThat(send(request("api/me").GET()).statusCode()).isEqualTo(401);
    }

    private void start(Access access) throws IOException {
        server =
                PageServer.start(
                        new PageOptions(NOWHERE, new PageOptions.Place("127.0.0.1", 0), access),
                        new TestingCommands());
    }

    private HttpResponse<String> bearer(String token) throws Exception {
        return send(request("api/me").header("Authorization", "Bearer " + token).GET());
    }

    private HttpResponse<String> logIn(String token) throws Exception {
        return send(
                change("api/login").POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpRequest.Builder change(String path) {
        return request(path).header(Gate.CHANGE_HEADER, "1");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    /** The JDK's client does not send another host than that of the address. */
    private int statusFor(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return Integer.parseInt(
                    new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9));
        }
    }
}
