package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions with a camera are kept, and how they end. */
@Timeout(60)
class RtspSessionTest {

    private static final int PICTURES = 100;

    /** Pictures that a decoder or FFmpeg's parser may hold back at the end of the stream. */
    private static final int HELD_BACK = 4;

    private static final String ENDS = "RTSP/1.0\r\nCSeq: 7\r\nSession: 1\r\n\r\n";

    private final BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
    private final CameraTally tally = new CameraTally();

    /** The camera ends a session after 2 s without a request; its pictures take 4 s. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET_PARAMETER | 200 OK
                    GET_PARAMETER | 400 Bad Request
                    GET_PARAMETER | 454 Session Not Found
                    GET_PARAMETER | 551 Option not supported
                    GET_PARAMETER | ''
                    """)
    void shouldKeepASessionAlive(String method, String answer) throws Exception {
        try (TestingRtspCamera camera =
                camera().endingSessionsAfter(2).pausing(Duration.ofMillis(40))) {
            camera.answering(method, answer);

            assertThat(countPictures(camera)).isGreaterThanOrEqualTo(PICTURES - HELD_BACK);
            assertThat(camera.requests()).contains(method);
        }
    }

    @Test
    void shouldKeepASessionAliveByWhatTheCameraKnows() throws Exception {
        try (TestingRtspCamera camera =
                camera().endingSessionsAfter(2).pausing(Duration.ofMillis(40))) {
            camera.answering("OPTIONS", "200 OK\r\nPublic: DESCRIBE, SETUP, PLAY, TEARDOWN");

            assertThat(countPictures(camera)).isGreaterThanOrEqualTo(PICTURES - HELD_BACK);
            assertThat(camera.requests()).doesNotContain("GET_PARAMETER");
            assertThat(camera.requests()).filteredOn("OPTIONS"::equals).hasSizeGreaterThan(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY"})
    void shouldNotWaitForAnAnswerForEver(String method) throws Exception {
        try (TestingRtspCamera camera = camera().answering(method, TestingRtspCamera.NOTHING)) {
            assertThatThrownBy(() -> countPictures(camera))
                    .isInstanceOfSatisfying(
                            CaptureException.class,
                            e -> assertThat(e.reason()).isEqualTo(FailureReason.TIMEOUT));
        }
    }

    @Test
    void shouldNotWaitForPicturesForEver() throws Exception {
        TestingH264 nothing = TestingH264.read("key-frames").first(1);
        try (TestingRtspCamera camera =
                new TestingRtspCamera(nothing)
                        .losing((picture, packet, packets) -> true)
                        .ending(new byte[0], true)) {
            assertThatThrownBy(() -> countPictures(camera))
                    .isInstanceOfSatisfying(
                            CaptureException.class,
                            e -> assertThat(e.reason()).isEqualTo(FailureReason.TIMEOUT));
        }
    }

    /** Bytes in hexadecimal digits: an RTCP packet BYE is 81cb... */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    24010008 81cb0001 00001234, false
                    24010008 81cb0001 00001234, true
                    '',                         false
                    '',                         true
                    """)
    void shouldConnectAgainAfterTheCameraHasEndedTheSession(String bytes, boolean staying)
            throws Exception {
        byte[] last = HexFormat.of().parseHex(bytes.replace(" ", ""));
        try (TestingRtspCamera camera = camera().ending(last, staying)) {
            shouldConnectAgain(camera);
        }
    }

    @ParameterizedTest
    @CsvSource({"TEARDOWN, false", "TEARDOWN, true", "ANNOUNCE, false", "ANNOUNCE, true"})
    void shouldConnectAgainAfterARequestOfTheCamera(String method, boolean staying)
            throws Exception {
        try (TestingRtspCamera camera = camera()) {
            String request = method + " " + camera.uri() + " " + ENDS;
            camera.ending(request.getBytes(ISO_8859_1), staying);

            shouldConnectAgain(camera);
        }
    }

    private void shouldConnectAgain(TestingRtspCamera camera) throws InterruptedException {
        try (CameraCapture capture =
                new CameraCapture(
                        options(camera),
                        null,
                        Map.of(
                                new CameraId("gate"),
                                new CameraOutput(
                                        tally, frame -> tally.run(frame.id().run()).published())),
                        new CaptureEnvironment(statuses::add))) {
            capture.start();

            CameraStatus first = await(CameraState.LIVE);
            await(CameraState.RETRYING);
            CameraStatus second = await(CameraState.LIVE);

            assertThat(second.run()).isGreaterThan(first.run());
            CameraCounts counts = tally.counts();
            assertThat(counts.captured()).isGreaterThanOrEqualTo(PICTURES - HELD_BACK);
            assertThat(counts.dropped()).isEmpty();
        }
    }

    private CameraStatus await(CameraState state) throws InterruptedException {
        CameraStatus status;
        do {
            status = statuses.poll(20, TimeUnit.SECONDS);
            assertThat(status).as("status of a camera that gets %s", state).isNotNull();
        } while (status.state() != state);
        return status;
    }

    /** Ends with what the camera ends with, which is a failure of its own. */
    private static int countPictures(TestingRtspCamera camera) throws Exception {
        int pictures = 0;
        VideoSource source = VideoSource.of(options(camera).video(), null);
        try (Video video = FfmpegVideo.open(source, new Deadline())) {
            while (video.next()) {
                pictures++;
            }
        } catch (CaptureException e) {
            if (pictures == 0) {
                throw e;
            }
        }
        return pictures;
    }

    private static TestingRtspCamera camera() throws Exception {
        return new TestingRtspCamera(TestingH264.read("key-frames"));
    }

    private static CameraOptions options(TestingRtspCamera camera) {
        CameraOptions usual = CameraOptions.of(new CameraId("gate"), camera.uri());
        VideoOptions video =
                new VideoOptions(
                        camera.uri(),
                        Transport.TCP,
                        AccessOptions.NONE,
                        Duration.ofSeconds(2),
                        Pace.REAL_TIME,
                        false);
        return new CameraOptions(usual.id(), video, usual.frames());
    }
}
