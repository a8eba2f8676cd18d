package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.TestingClips;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegVideoTest {

    private static final Path SLOW = Path.of("src/test/resources/streams/slow.mkv");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir Path folder;

    @Test
    void shouldDecodeEveryPictureOfAClip() throws Exception {
        List<Long> times = times(TestingClips.CARS);

        assertThat(times).hasSize(377);
        assertThat(times.get(0)).isZero();
        assertThat(times.get(376)).isEqualTo(376 * 80_000);
    }

    @Test
    void shouldDecodeBFramesInTheOrderOfPresentation() throws Exception {
        List<Long> times = times(TestingClips.PEOPLE);

        assertThat(times).hasSize(1394).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(1393) - times.get(0)).isEqualTo(1393 * 100_000);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a video.\n");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));

        assertThat(reason(folder.resolve("none.mp4"))).isEqualTo(FailureReason.NO_SUCH_FILE);
        assertThat(reason(text)).isEqualTo(FailureReason.NOT_A_VIDEO);
        assertThat(reason(empty)).isEqualTo(FailureReason.NOT_A_VIDEO);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60}) // FFmpeg's end of file, and its input/output error
    void shouldSayThatAFileEndsInItsHead(int length) throws Exception {
        byte[] clip = Files.readAllBytes(Path.of("src/test/resources/streams/slow.mkv"));
        Path head = folder.resolve("head.mkv");
        Files.write(head, Arrays.copyOf(clip, length));

        assertThat(reason(head)).isEqualTo(FailureReason.INCOMPLETE);
    }

    @Test
    void shouldNameACodecThatItDoesNotKnow() throws Exception {
        String clip = new String(Files.readAllBytes(TestingClips.CARS), ISO_8859_1);
        Path unknown = folder.resolve("unknown.mp4");
        Files.write(unknown, clip.replace("avc1", "zzzz").getBytes(ISO_8859_1));

        assertThat(reason(unknown)).isEqualTo(FailureReason.UNKNOWN_CODEC);
    }

    @Test
    void shouldDecodeATruncatedFileAsFarAsItGoesAndSayThatItEndsEarly() throws Exception {
        byte[] clip = Files.readAllBytes(TestingClips.CARS);
        Path half = folder.resolve("half.mp4");
        Files.write(half, Arrays.copyOf(clip, clip.length / 2));
        List<Long> times = new ArrayList<>();

        CaptureException failure =
                catchThrowableOfType(CaptureException.class, () -> read(source(half), times));

        assertThat(failure.reason()).isEqualTo(FailureReason.INCOMPLETE);
        assertThat(failure).hasMessageContaining("of 30.2 s");
        assertThat(times).hasSizeBetween(100, 376);
    }

    /** Six pictures, one in 5 s. */
    @Test
    void shouldNotMissAnythingOfAFileWhosePicturesLastLong() throws Exception {
        assertThat(times(SLOW)).hasSize(6).endsWith(25_000_000L);
    }

    @Test
    void shouldSayThatAFileEndsEarlyWhosePicturesLastLong() throws Exception {
        byte[] clip = Files.readAllBytes(SLOW);
        Path half = Files.write(folder.resolve("half.mkv"), Arrays.copyOf(clip, clip.length / 2));

        assertThatThrownBy(() -> times(half))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith(FailureReason.INCOMPLETE.text());
    }

    @Test
    void shouldSayThatAFileWithoutItsIndexIsNoVideo() throws Exception {
        byte[] clip = Files.readAllBytes(TestingClips.CARS);
        String text = new String(clip, ISO_8859_1).replace("moov", "none");
        Path headless = Files.write(folder.resolve("headless.mp4"), text.getBytes(ISO_8859_1));

        assertThat(reason(headless)).isEqualTo(FailureReason.NOT_A_VIDEO);
    }

    @Test
    void shouldConvertColours() throws Exception {
        // BT.601 limited range: red, green, blue and white quarters.
        int[][] yuv = {{81, 90, 240}, {145, 54, 34}, {41, 240, 110}, {235, 128, 128}};
        Path file =
                TestingY4m.write(
                        folder.resolve("colours.y4m"),
                        512,
                        512,
                        1,
                        (plane, x, y) -> yuv[(y / 256) * 2 + x / 256][plane]);

        byte[] rgb = firstPicture(file, Fit.CROP);

        assertColour(rgb, 20, 20, 255, 0, 0);
        assertColour(rgb, 200, 20, 0, 255, 0);
        assertColour(rgb, 20, 200, 0, 0, 255);
        assertColour(rgb, 200, 200, 255, 255, 255);
    }

    @Test
    void shouldScaleLikeTheAntialiasedBilinearFilterOfImageNet() throws Exception {
        int side = 640;
        TestingY4m.Sample texture =
                (plane, x, y) -> plane == 0 ? 16 + (x * x / 7 + y * 31 + x * y / 5) % 220 : 128;
        Path file = TestingY4m.write(folder.resolve("texture.y4m"), side, side, 1, texture);

        byte[] rgb = firstPicture(file, Fit.CROP);

        double worst = 0;
        for (int i = 0; i < Fit.SIZE * Fit.SIZE; i += 61) {
            int x = i % Fit.SIZE + 16;
            int y = i / Fit.SIZE + 16;
            double grey = (triangleFilter(texture, x, y, side / 256.0) - 16) * 255 / 219;
            worst = Math.max(worst, Math.abs((rgb[i * 3] & 0xff) - grey));
        }
        assertThat(worst).isLessThan(2.5);
    }

    @Test
    void shouldPutBlackBordersAroundALetterbox() throws Exception {
        Path file =
                TestingY4m.write(
                        folder.resolve("white.y4m"), 448, 224, 1, (p, x, y) -> p == 0 ? 235 : 128);

        byte[] rgb = firstPicture(file, Fit.LETTERBOX);

        assertColour(rgb, 112, 50, 0, 0, 0);
        assertColour(rgb, 0, 60, 255, 255, 255);
        assertColour(rgb, 223, 160, 255, 255, 255);
        assertColour(rgb, 112, 175, 0, 0, 0);
    }

    @Test
    void shouldGiveUpWaitingWhenTheDeadlineExpires() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            VideoSource source =
                    live("rtsp://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(300));

            assertThat(reason(source, new Deadline())).isEqualTo(FailureReason.TIMEOUT);
        }
    }

    @Test
    void shouldEndAWaitingCallWhenStopped() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            VideoSource source =
                    live("rtsp://127.0.0.1:" + silent.getLocalPort(), Duration.ofHours(1));
            Deadline deadline = new Deadline();
            CompletableFuture<FailureReason> reason =
                    CompletableFuture.supplyAsync(() -> reason(source, deadline));
            try (Socket camera = silent.accept()) {
                deadline.stop();

                assertThat(reason)
                        .as("connection from %s", camera)
                        .succeedsWithin(TIMEOUT)
                        .isEqualTo(FailureReason.STOPPED);
            }
        }
    }

    @Test
    void shouldHideLoginsInTheLogOfFfmpeg() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"cam\"");
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        server.start();
        String url = "http://admin:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/v.mjpg";
        try (TestingLog log = new TestingLog(FfmpegLog.class)) {
            CaptureException failure =
                    catchThrowableOfType(
                            CaptureException.class, () -> open(live(url, TIMEOUT), new Deadline()));

            assertThat(failure.reason()).isEqualTo(FailureReason.UNAUTHORIZED);
            assertThat(String.join("\n", log.lines()))
                    .contains("Authorization: ***")
                    .doesNotContain("s3cret")
                    .doesNotContain("YWRtaW46czNjcmV0");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldQuoteACameraThatAsksForPatience() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(429, -1));
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
        try {
            assertThatThrownBy(() -> open(live(url, TIMEOUT), new Deadline()))
                    .hasMessage("the camera reports an error of its own (429)");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldDecodeMotionJpegOverHttp() throws Exception {
        byte[] jpeg;
        try (FfmpegJpeg encoder = FfmpegJpeg.open(90)) {
            jpeg = encoder.encode(new byte[Fit.SIZE * Fit.SIZE * 3]);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> sendMotionJpeg(exchange, jpeg, 20));
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
        List<Long> times = new ArrayList<>();
        try {
            CaptureException end =
                    catchThrowableOfType(
                            CaptureException.class, () -> read(live(url, TIMEOUT), times));

            assertThat(end.reason()).isEqualTo(FailureReason.STREAM_ENDED);
            // FFmpeg would count them, 25 a second, whatever their rate is.
            assertThat(times).hasSize(20).containsOnly(Video.NO_PTS);
        } finally {
            server.stop(0);
        }
    }

    private static void sendMotionJpeg(HttpExchange exchange, byte[] jpeg, int pictures)
            throws IOException {
        exchange.getResponseHeaders()
                .add("Content-Type", "multipart/x-mixed-replace; boundary=picture");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < pictures; i++) {
                String part =
                        "--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                                .formatted(jpeg.length);
                body.write(part.getBytes(ISO_8859_1));
                body.write(jpeg);
                body.write("\r\n".getBytes(ISO_8859_1));
            }
        }
    }

    @Test
    void shouldCloseMoreThanOnce() throws Exception {
        Video video = open(source(TestingClips.CARS), new Deadline());

        video.close();
        video.close();
    }

    private static List<Long> times(Path file) throws CaptureException {
        List<Long> times = new ArrayList<>();
        read(source(file), times);
        return times;
    }

    private static void read(VideoSource source, List<Long> times) throws CaptureException {
        try (Video video = open(source, new Deadline())) {
            while (video.next()) {
                assertThat(video.isDamaged()).isFalse();
                times.add(video.ptsMicros());
            }
        }
    }

    private static byte[] firstPicture(Path file, Fit fit) throws CaptureException {
        try (Video video = open(source(file), new Deadline())) {
            assertThat(video.next()).isTrue();
            return video.rgb(Region.WHOLE, fit);
        }
    }

    private static FailureReason reason(Path file) {
        return reason(source(file), new Deadline());
    }

    private static FailureReason reason(VideoSource source, Deadline deadline) {
        return catchThrowableOfType(CaptureException.class, () -> open(source, deadline)).reason();
    }

    private static Video open(VideoSource source, Deadline deadline) throws CaptureException {
        return FfmpegVideo.open(source, deadline);
    }

    private static VideoSource source(Path file) {
        return VideoSource.of(
                CameraOptions.of(new CameraId("test"), file.toString()).video(), null);
    }

    private static VideoSource live(String url, Duration timeout) {
        return new VideoSource(url, null, Map.of(), timeout, 0, null);
    }

    /** The filter of Pillow's and torchvision's antialiased bilinear resize, at one pixel. */
    private static double triangleFilter(TestingY4m.Sample sample, int x, int y, double scale) {
        double sum = 0;
        double weights = 0;
        double centreX = (x + 0.5) * scale;
        double centreY = (y + 0.5) * scale;
        for (int v = (int) (centreY - scale); v <= centreY + scale; v++) {
            for (int u = (int) (centreX - scale); u <= centreX + scale; u++) {
                double weight =
                        Math.max(0, 1 - Math.abs(u + 0.5 - centreX) / scale)
                                * Math.max(0, 1 - Math.abs(v + 0.5 - centreY) / scale);
                sum += weight * sample.at(0, u, v);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static void assertColour(byte[] rgb, int x, int y, int... colour) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(rgb[(y * Fit.SIZE + x) * 3 + channel] & 0xff)
                    .as("channel %d at %d, %d", channel, x, y)
                    .isCloseTo(colour[channel], within(2));
        }
    }
}
