package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.framewatch.configuration.Configuration;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted cameras on loopback, whose certificates the configuration names. */
@Timeout(60)
class PinnedCameraTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"self-signed", "expired", "signed by an authority"})
    void shouldReadACameraThatHasTheCertificate(String kind) throws Exception {
        TestingCertificate certificate =
                switch (kind) {
                    case "self-signed" -> TestingCertificate.selfSigned(folder);
                    case "expired" -> TestingCertificate.expired(folder);
                    default -> TestingCertificate.signed(folder);
                };
        try (TestingRtspCamera camera = camera().encryptedBy(certificate)) {
            assertThat(pictures(source(camera.uri(), certificate.fingerprint()))).isEqualTo(20);
            assertThat(camera.requests())
                    .containsSubsequence("OPTIONS", "DESCRIBE", "SETUP tcp", "PLAY");
        }
    }

    @Test
    void shouldTakeTheFormThatOpensslPrints() throws Exception {
        TestingCertificate certificate = TestingCertificate.selfSigned(folder);
        String printed = certificate.fingerprint().toString();

        assertThat(printed).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(source("rtsps://cam/", new Fingerprint(printed)).certificate())
                .isEqualTo(certificate.fingerprint());
        assertThatThrownBy(() -> source("rtsp://cam/", certificate.fingerprint()))
                .hasMessage(
                        "certificate %s must be left out: only rtsps and https have one"
                                .formatted(printed));
    }

    @Test
    void shouldSayNothingToACameraWithAnotherCertificate() throws Exception {
        TestingCertificate expected = TestingCertificate.selfSigned(folder);
        TestingCertificate actual = TestingCertificate.selfSigned(folder);
        try (TestingRtspCamera camera = camera().encryptedBy(actual)) {
            CaptureException failure =
                    catchThrowableOfType(
                            CaptureException.class,
                            () -> pictures(source(camera.uri(), expected.fingerprint())));

            assertThat(failure.reason()).isEqualTo(FailureReason.CERTIFICATE);
            assertThat(failure)
                    .hasMessage(
                            "the camera has another certificate than its key certificate says"
                                    + " (expected %s, it has %s)"
                                            .formatted(
                                                    expected.fingerprint(), actual.fingerprint()));
            assertThat(camera.requests()).isEmpty();
            assertThat(Reaction.to(failure.reason(), true)).isEqualTo(Reaction.RETRY_SLOWLY);
        }
    }

    @Test
    void shouldNoticeThatTheCertificateHasChangedWhenItConnectsAgain() throws Exception {
        TestingCertificate first = TestingCertificate.selfSigned(folder);
        TestingCertificate second = TestingCertificate.selfSigned(folder);
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        try (TestingRtspCamera camera = camera().encryptedBy(first);
                CameraCapture capture =
                        new CameraCapture(
                                options(camera.uri(), first.fingerprint()),
                                null,
                                Map.of(
                                        new CameraId("gate"),
                                        new CameraOutput(
                                                new CameraTally(),
                                                frame -> camera.encryptedBy(second))),
                                new CaptureEnvironment(statuses::add))) {
            capture.start();

            CameraStatus status = null;
            while (status == null || !status.message().contains("certificate")) {
                status = statuses.poll(20, TimeUnit.SECONDS);
                assertThat(status).as("a message about the certificate").isNotNull();
            }
            assertThat(status.state()).isEqualTo(CameraState.RETRYING);
            assertThat(status.message())
                    .contains("it has " + second.fingerprint())
                    .containsPattern("; next try in [4-7][0-9]\\.[0-9] s");
        }
    }

    @Test
    void shouldReadMotionJpegOverHttpsByTheNameOfTheCamera() throws Exception {
        TestingCertificate certificate = TestingCertificate.selfSigned(folder);
        BlockingQueue<String> hosts = new LinkedBlockingQueue<>();
        byte[] jpeg = jpeg();
        HttpsServer server =
                https(
                        certificate,
                        exchange -> {
                            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
                            exchange.getResponseHeaders()
                                    .set("Content-Type", "multipart/x-mixed-replace; boundary=b");
                            exchange.sendResponseHeaders(200, 0);
                            try (OutputStream out = exchange.getResponseBody()) {
                                for (int i = 0; i < 50; i++) {
                                    out.write(part(jpeg));
                                }
                            }
                        });
        String authority = "localhost:" + server.getAddress().getPort();
        try {
            assertThat(
                            pictures(
                                    source(
                                            "https://" + authority + "/video",
                                            certificate.fingerprint())))
                    .isEqualTo(20);
            assertThat(hosts).containsExactly(authority);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldNotFollowARedirectPastTheCertificate() throws Exception {
        TestingCertificate certificate = TestingCertificate.selfSigned(folder);
        try (TestingRtspCamera other = camera();
                TestingRtspCamera camera = camera().encryptedBy(certificate)) {
            camera.answering("DESCRIBE", "302 Moved\r\nLocation: " + other.uri());

            assertThatThrownBy(() -> pictures(source(camera.uri(), certificate.fingerprint())))
                    .hasMessage(FailureReason.REDIRECTED.text());
            assertThat(other.requests()).isEmpty();
        }
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpsServer server = https(certificate, exchange -> redirect(exchange, requests));
        try {
            String uri = "https://localhost:" + server.getAddress().getPort() + "/video";
            assertThatThrownBy(() -> pictures(source(uri, certificate.fingerprint())))
                    .isInstanceOf(CaptureException.class);
            assertThat(requests).containsExactly("/video");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldSayWhyThereIsNoEncryptedConnection() throws Exception {
        Fingerprint any = TestingCertificate.selfSigned(folder).fingerprint();
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answer(plain));
            assertThat(reason("rtsps://127.0.0.1:" + plain.getLocalPort() + "/x", any))
                    .isEqualTo(FailureReason.CONNECTION_FAILED);
            answer.get(20, TimeUnit.SECONDS);
            assertThat(reason("rtsps://127.0.0.1:" + silent.getLocalPort() + "/x", any))
                    .isEqualTo(FailureReason.TIMEOUT);
        }
        assertThat(reason("rtsps://127.0.0.1:" + closedPort() + "/x", any))
                .isEqualTo(FailureReason.REFUSED);
    }

    @Test
    void shouldStopWhileItWaitsForTheCamera() throws Exception {
        Fingerprint any = TestingCertificate.selfSigned(folder).fingerprint();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            VideoSource source =
                    source("rtsps://127.0.0.1:" + silent.getLocalPort() + "/x", any, "1h");
            Deadline deadline = new Deadline();
            CompletableFuture<Exception> failure = new CompletableFuture<>();
            Thread opening =
                    new Thread(
                            () -> {
                                try {
                                    FfmpegVideo.open(source, deadline).close();
                                } catch (CaptureException e) {
                                    failure.complete(e);
                                }
                            });
            opening.start();
            Socket connected = silent.accept();

            deadline.stop();
            opening.interrupt();

            assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessage(FailureReason.STOPPED.text());
            connected.close();
        }
    }

    @Test
    void shouldProbeTheCertificateThatACameraHas() throws Exception {
        TestingCertificate certificate = TestingCertificate.selfSigned(folder);
        try (TestingRtspCamera camera = camera().encryptedBy(certificate)) {
            ProbeReport report =
                    CameraProbe.watch(
                            CameraOptions.of(new CameraId("gate"), camera.uri()),
                            null,
                            Duration.ofSeconds(5));

            assertThat(report.connection())
                    .isEqualTo(new ProbeReport.Connection(false, certificate.fingerprint()));
        }
    }

    @Test
    void shouldProbeACameraThatRefusesTcpOverUdp() throws Exception {
        try (TestingRtspCamera camera = camera().refusing("tcp")) {
            ProbeReport report =
                    CameraProbe.watch(
                            CameraOptions.of(new CameraId("gate"), camera.uri()),
                            null,
                            Duration.ofSeconds(1));

            assertThat(report.connection()).isEqualTo(new ProbeReport.Connection(true, null));
            assertThat(report.pictures().count()).isPositive();
        }
    }

    private static TestingRtspCamera camera() throws Exception {
        return new TestingRtspCamera(TestingH264.read("key-frames"));
    }

    private static VideoSource source(String uri, Fingerprint certificate) {
        return source(uri, certificate, "2s");
    }

    private static VideoSource source(String uri, Fingerprint certificate, String timeout) {
        CameraOptions camera = options(uri, certificate, timeout);
        return VideoSource.of(camera.video(), null);
    }

    private static CameraOptions options(String uri, Fingerprint certificate) {
        return options(uri, certificate, "10s");
    }

    private static CameraOptions options(String uri, Fingerprint certificate, String timeout) {
        return Configuration.withDefaults(
                "cameras",
                Map.of(
                        "id",
                        "gate",
                        "uri",
                        uri,
                        "certificate",
                        certificate.toString(),
                        "timeout",
                        timeout),
                CameraOptions.class);
    }

    /** Reads 20 pictures, or as many as there are. */
    private static int pictures(VideoSource source) throws CaptureException {
        try (Video video = FfmpegVideo.open(source, new Deadline())) {
            int pictures = 0;
            while (pictures < 20 && video.next()) {
                pictures++;
            }
            return pictures;
        }
    }

    private static FailureReason reason(String uri, Fingerprint certificate) {
        return catchThrowableOfType(
                        CaptureException.class, () -> pictures(source(uri, certificate)))
                .reason();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("no TLS here\r\n\r\n".getBytes(US_ASCII));
            client.getInputStream().readNBytes(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpsServer https(TestingCertificate certificate, HttpHandler handler)
            throws IOException {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static void redirect(HttpExchange exchange, BlockingQueue<String> requests)
            throws IOException {
        requests.add(exchange.getRequestURI().getPath());
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        "https://localhost:" + exchange.getLocalAddress().getPort() + "/other");
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private byte[] jpeg() throws Exception {
        Path file =
                TestingFfmpeg.make(
                        folder.resolve("x.jpg"),
                        "-f lavfi -i testsrc2=size=320x240:rate=1:duration=1 -frames:v 1");
        return Files.readAllBytes(file);
    }

    private static byte[] part(byte[] jpeg) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        String head =
                "--b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                        .formatted(jpeg.length);
        part.write(head.getBytes(US_ASCII));
        part.write(jpeg);
        part.write("\r\n".getBytes(US_ASCII));
        return part.toByteArray();
    }
}
