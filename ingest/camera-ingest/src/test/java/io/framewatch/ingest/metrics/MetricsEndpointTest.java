package io.framewatch.ingest.metrics;

import static io.framewatch.ingest.metrics.TestingReports.camera;
import static io.framewatch.ingest.metrics.TestingReports.troubled;
import static io.framewatch.ingest.metrics.TestingReports.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.ingest.capture.CameraState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsEndpointTest {

    private static final EndpointOptions FREE_PORT = new EndpointOptions(0, "127.0.0.1");

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile WorkerReport worker = worker(camera("gate-1", CameraState.LIVE, ""));
    private MetricsEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = MetricsEndpoint.start(FREE_PORT, () -> worker);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void shouldServeTheMetricsOfNow() throws Exception {
        HttpResponse<String> before = get("/metrics");
        worker = worker();
        HttpResponse<String> after = get("/metrics");

        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(before.body())
                .contains("framewatch_ingest_captured_total{camera=\"gate-1\"} 100.0\n");
        assertThat(after.body()).doesNotContain("gate-1");
    }

    @Test
    void shouldServeHealth() throws Exception {
        HttpResponse<String> healthy = get("/healthz");
        worker = worker(camera("gate-1", CameraState.FAILED, "no such file; given up"));
        HttpResponse<String> failing = get("/healthz");

        assertThat(healthy.statusCode()).isEqualTo(200);
        assertThat(healthy.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(failing.statusCode()).isEqualTo(503);
        assertThat(failing.body()).contains("camera gate-1");
    }

    /** A rollout must not wait for a camera that is unplugged. */
    @Test
    void shouldBeReadyWhateverBecameOfACamera() throws Exception {
        worker = worker(camera("gate-1", CameraState.FAILED, "no such file; given up"));
        HttpResponse<String> ready = get("/readyz");
        worker = troubled(Duration.ofMinutes(1), camera("gate-2", CameraState.LIVE, ""));
        HttpResponse<String> failing = get("/readyz");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"status\":\"ok\"").doesNotContain("gate-1");
        assertThat(failing.statusCode()).isEqualTo(503);
        assertThat(failing.body()).contains("takes no frames");
    }

    @Test
    void shouldAnswerNothingElse() throws Exception {
        HttpRequest post = request("/metrics").POST(BodyPublishers.ofString("x")).build();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        HttpRequest head = request("/healthz").method("HEAD", BodyPublishers.noBody()).build();

        HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldAnswerWhileAnotherClientIsStuck() throws Exception {
        URI url = URI.create(endpoint.url());
        try (Socket stuck = new Socket(url.getHost(), url.getPort())) {
            stuck.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));

            assertThat(get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldGoOnAnsweringAfterAReportThatFails() throws Exception {
        WorkerReport good = worker;
        worker = null;
        HttpResponse<String> failed = get("/metrics");
        worker = good;

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldListenAtTheGivenAddressOnly() throws Exception {
        int port = URI.create(endpoint.url()).getPort();

        assertThat(endpoint.url()).startsWith("http://127.0.0.1:");
        assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldNameThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            EndpointOptions options = new EndpointOptions(taken.getLocalPort(), "127.0.0.1");

            assertThatThrownBy(() -> MetricsEndpoint.start(options, () -> worker))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "metrics.address 127.0.0.1, metrics.port %d: cannot listen there: Address already in use"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void shouldStopListeningWhenClosed() {
        endpoint.close();
        endpoint.close();

        assertThatThrownBy(() -> get("/healthz")).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(endpoint.url() + path));
    }
}
