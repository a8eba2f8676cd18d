package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a camera says while it fails, with FFmpeg's log at its most talkative. */
class CameraSecretsTest {

    private static final String SECRET = "s3cret";
    private static final String SECRET_IN_BASE64 = "YWRtaW46czNjcmV0"; // admin:s3cret

    private static HttpServer server;
    private static int closedPort;

    @BeforeAll
    static void startCamera() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        answer("/basic", 401, "WWW-Authenticate", "Basic realm=\"cam\"");
        answer("/digest", 401, "WWW-Authenticate", "Digest realm=\"cam\", nonce=\"1\"");
        answer("/moved", 302, "Location", "/none?token=s3cret");
        answer("/cookie", 404, "Set-Cookie", "session=s3cret");
        answer("/none", 404, "Server", "camera");
        server.start();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closedPort = socket.getLocalPort();
        }
    }

    @AfterAll
    static void stopCamera() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://admin:s3cret@CAMERA/basic",
                "http://admin:s3cret@CAMERA/digest",
                "http://admin:p@s3cret@CAMERA/none",
                "http://CAMERA/moved",
                "http://CAMERA/cookie",
                "http://CAMERA/none?user=admin&psw=s3cret",
                "http://CAMERA/none?auth=s3cret&channel=1",
                "http://CAMERA/none?user=admin&password=a&s3cret",
                "http://CAMERA/none/user=admin_password=s3cret_ch=1",
                "rtsp://admin:s3cret@CLOSED/stream",
                "rtsp://CLOSED/stream?loginuse=admin&loginpas=s3cret",
                "rtsps://admin:s3cret@CLOSED/stream",
                "https://admin:s3cret@CLOSED/stream",
                "rtsp//admin:s3cret@CLOSED/stream",
                "clip.mp4?token=s3cret",
                "testsrc:size=admin:s3cret@cam",
            })
    void shouldNotSayAPassword(String address) throws Exception {
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        FfmpegLibrary.load();

        try (TestingLog ffmpeg = new TestingLog(FfmpegLog.class);
                TestingLog log = new TestingLog(CameraCapture.class);
                CameraCapture capture = capture(address, statuses)) {
            capture.start();
            awaitFailure(statuses, said);
            said.addAll(ffmpeg.lines());
            said.addAll(log.lines());
        }

        assertThat(said).hasSizeGreaterThan(1);
        assertThat(String.join("\n", said)).doesNotContain(SECRET, SECRET_IN_BASE64);
    }

    private static CameraCapture capture(String address, BlockingQueue<CameraStatus> statuses) {
        String uri =
                address.replace("CAMERA", "127.0.0.1:" + server.getAddress().getPort())
                        .replace("CLOSED", "127.0.0.1:" + closedPort);
        return new CameraCapture(
                CameraOptions.of(new CameraId("gate-1"), uri),
                null,
                new CameraOutput(new CameraTally(), frame -> {}),
                new CaptureEnvironment(statuses::add));
    }

    private static void awaitFailure(BlockingQueue<CameraStatus> statuses, Queue<String> said)
            throws InterruptedException {
        while (true) {
            CameraStatus status = statuses.poll(20, TimeUnit.SECONDS);
            assertThat(status).isNotNull();
            said.add(status.toString());
            if (List.of(CameraState.RETRYING, CameraState.FAILED).contains(status.state())) {
                return;
            }
        }
    }

    private static void answer(String path, int code, String header, String value) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add(header, value);
                    exchange.sendResponseHeaders(code, -1);
                    exchange.close();
                });
    }
}
