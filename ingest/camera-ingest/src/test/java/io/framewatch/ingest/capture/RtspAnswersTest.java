package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cameras answer instead of a stream. */
@Timeout(60)
class RtspAnswersTest {

    private static final String AUDIO_ONLY =
            """
            v=0\r
            o=- 1 1 IN IP4 127.0.0.1\r
            s=camera\r
            t=0 0\r
            m=audio 0 RTP/AVP 0\r
            a=control:track1\r
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DESCRIBE | 401 Unauthorized          | UNAUTHORIZED   | RETRY_SLOWLY
                    DESCRIBE | 403 Forbidden             | FORBIDDEN      | RETRY_SLOWLY
                    DESCRIBE | 404 Not Found             | NO_SUCH_STREAM | RETRY_SLOWLY
                    DESCRIBE | 453 Not Enough Bandwidth  | CAMERA_ERROR   | RETRY
                    DESCRIBE | 503 Service Unavailable   | CAMERA_ERROR   | RETRY
                    SETUP    | 454 Session Not Found     | CAMERA_ERROR   | RETRY
                    SETUP    | 459 Aggregate Not Allowed | CAMERA_ERROR   | RETRY
                    PLAY     | 455 Not Valid             | CAMERA_ERROR   | RETRY
                    """)
    void shouldQuoteARefusal(String method, String answer, FailureReason reason, Reaction reaction)
            throws Exception {
        try (TestingRtspCamera camera = camera().answering(method, answer)) {
            assertThatThrownBy(() -> open(camera, Transport.TCP))
                    .isInstanceOfSatisfying(
                            CaptureException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                    .hasMessageContaining(method + ": " + answer);
            assertThat(Reaction.to(reason, true)).isEqualTo(reaction);
        }
    }

    /**
     * Packets of AV1 can make FFmpeg run what they hold, so none is read, whatever else there is.
     */
    @Test
    void shouldNotReadAv1() throws Exception {
        String sdp =
                AUDIO_ONLY
                        + "m=video 0 RTP/AVP 97\r\na=rtpmap:97 AV1/90000\r\na=control:track2\r\n";
        try (TestingRtspCamera camera = camera().describing(sdp)) {
            assertThatThrownBy(() -> open(camera, Transport.TCP))
                    .isInstanceOfSatisfying(
                            CaptureException.class,
                            e -> assertThat(e.reason()).isEqualTo(FailureReason.UNSAFE_CODEC));
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP, tcp, udp", "UDP, udp, tcp"})
    void shouldNameTheTransportThatIsRefusedAndTheOtherOne(
            Transport transport, String refused, String other) throws Exception {
        try (TestingRtspCamera camera = camera().refusing(refused)) {
            assertThatThrownBy(() -> open(camera, transport))
                    .hasMessage(
                            "the camera refuses the transport (%s, SETUP: 461 Unsupported"
                                            .formatted(refused)
                                    + " Transport; it may take the option transport: "
                                    + other
                                    + ")");
        }
    }

    @Test
    void shouldTakeUdpByItselfIfTheCameraRefusesTcp() throws Exception {
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        try (TestingRtspCamera camera = camera().refusing("tcp");
                CameraCapture capture = capture(camera, Transport.AUTOMATIC, statuses)) {
            capture.start();

            await(statuses, CameraState.LIVE);
            assertThat(camera.requests()).contains("SETUP tcp", "SETUP udp");
        }
    }

    @Test
    void shouldSayThatACameraRefusesBothTransports() throws Exception {
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        try (TestingRtspCamera camera = camera().answering("SETUP", "461 Unsupported Transport");
                CameraCapture capture = capture(camera, Transport.AUTOMATIC, statuses)) {
            capture.start();

            assertThat(await(statuses, CameraState.RETRYING).message())
                    .startsWith("the camera refuses the transport (tcp and udp); next try in");
            assertThat(camera.requests()).contains("SETUP tcp", "SETUP udp");
        }
    }

    @Test
    void shouldNotFollowACameraInCircles() throws Exception {
        try (TestingRtspCamera camera = camera()) {
            camera.answering("DESCRIBE", "302 Moved Temporarily\r\nLocation: " + camera.uri());

            assertThatThrownBy(() -> open(camera, Transport.TCP))
                    .hasMessage(FailureReason.REDIRECTED_IN_CIRCLES.text());
            assertThat(camera.requests()).hasSizeLessThan(50);
        }
    }

    @Test
    void shouldSayThatTheStreamHasNoVideo() throws Exception {
        try (TestingRtspCamera camera = camera().describing(AUDIO_ONLY)) {
            assertThatThrownBy(() -> open(camera, Transport.TCP))
                    .hasMessageStartingWith(FailureReason.NO_VIDEO_TRACK.text());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', NOT_A_VIDEO", "<html>Login</html>, NO_VIDEO_TRACK"})
    void shouldSayThatADescriptionIsNone(String sdp, FailureReason reason) throws Exception {
        try (TestingRtspCamera camera = camera().describing(sdp)) {
            assertThatThrownBy(() -> open(camera, Transport.TCP))
                    .hasMessageStartingWith(reason.text());
        }
    }

    private static TestingRtspCamera camera() throws Exception {
        return new TestingRtspCamera(TestingH264.read("key-frames"));
    }

    private static void open(TestingRtspCamera camera, Transport transport) throws Exception {
        VideoSource source = VideoSource.of(options(camera, transport).video(), null);
        FfmpegVideo.open(source, new Deadline()).close();
    }

    private static CameraOptions options(TestingRtspCamera camera, Transport transport) {
        CameraOptions usual = CameraOptions.of(new CameraId("gate"), camera.uri());
        return new CameraOptions(
                usual.id(),
                new VideoOptions(
                        camera.uri(),
                        transport,
                        AccessOptions.NONE,
                        Duration.ofSeconds(10),
                        Pace.REAL_TIME,
                        false),
                usual.frames());
    }

    private static CameraCapture capture(
            TestingRtspCamera camera, Transport transport, BlockingQueue<CameraStatus> statuses) {
        return new CameraCapture(
                options(camera, transport),
                null,
                Map.of(new CameraId("gate"), new CameraOutput(new CameraTally(), frame -> {})),
                new CaptureEnvironment(statuses::add));
    }

    private static CameraStatus await(BlockingQueue<CameraStatus> statuses, CameraState state)
            throws InterruptedException {
        CameraStatus status;
        do {
            status = statuses.poll(20, TimeUnit.SECONDS);
            assertThat(status).isNotNull();
        } while (status.state() != state);
        return status;
    }
}
