package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recordings and live streams by HLS: three segments of a second, 10 pictures each. */
@Timeout(60)
class HttpRecordingTest {

    private static final Path FOLDER = Path.of("src/test/resources/streams");
    private static final String END = "#EXT-X-ENDLIST";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldPlayARecordingOnceAtItsPace() throws Exception {
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        CameraTally tally = new CameraTally();
        List<Frame> frames = new ArrayList<>();
        CameraOutput output =
                new CameraOutput(
                        tally,
                        frame -> {
                            tally.run(frame.id().run()).published();
                            frames.add(frame);
                        });
        try (CameraCapture capture =
                new CameraCapture(
                        camera("recording.m3u8"),
                        null,
                        Map.of(new CameraId("yard"), output),
                        new CaptureEnvironment(statuses::add))) {
            capture.start();

            assertThat(capture.awaitEnd(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(statuses)
                .extracting(CameraStatus::state)
                .containsExactly(CameraState.CONNECTING, CameraState.LIVE, CameraState.FINISHED);
        assertThat(tally.counts().captured()).isEqualTo(30);
        assertThat(tally.counts().published()).isBetween(15L, 16L);
        assertThat(frames.get(frames.size() - 1).captureTime())
                .isAfter(frames.get(0).captureTime().plusMillis(2_700));
        assertThat(requests).contains("/recording-2.ts").doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeAPlaylistWithoutEndForALiveCamera() throws Exception {
        VideoSource source = VideoSource.of(camera("live.m3u8").video(), null);

        try (Video video = FfmpegVideo.open(source, new Deadline())) {
            assertThat(video.delivery()).isEqualTo(Delivery.LIVE_IN_SEGMENTS);
        }
    }

    private CameraOptions camera(String file) {
        return CameraOptions.of(
                new CameraId("yard"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        boolean live = path.equals("/live.m3u8");
        byte[] body =
                Files.readAllBytes(FOLDER.resolve(live ? "recording.m3u8" : path.substring(1)));
        if (live) {
            List<String> lines =
                    new String(body, UTF_8).lines().filter(line -> !isOfRecording(line)).toList();
            body = String.join("\n", lines).getBytes(UTF_8);
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static boolean isOfRecording(String line) {
        return line.equals(END) || line.startsWith("#EXT-X-PLAYLIST-TYPE");
    }
}
