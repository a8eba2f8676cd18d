package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.TestingHttpCamera.Parts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MJPEG over HTTP, as cameras write it. */
@Timeout(60)
class HttpPartsTest {

    private static final int DARK = 0x40;
    private static final int BRIGHT = 0xc0;

    private TestingHttpCamera camera;

    @BeforeEach
    void startCamera() throws Exception {
        camera = new TestingHttpCamera();
    }

    @AfterEach
    void stopCamera() {
        camera.close();
    }

    @ParameterizedTest
    @EnumSource(Parts.class)
    void shouldGiveEveryPicture(Parts parts) throws Exception {
        List<Integer> greys = new ArrayList<>();

        try (Video video = open(camera.uri(parts))) {
            assertThat(video.delivery()).isEqualTo(Delivery.LIVE);
            while (greys.size() < 6) {
                assertThat(video.next()).isTrue();
                assertThat(video.isDamaged()).isFalse();
                greys.add(Math.round((video.rgb(Region.WHOLE, Fit.CROP)[0] & 0xff) / 64f) * 64);
            }
        }

        assertThat(greys).containsExactly(DARK, BRIGHT, DARK, BRIGHT, DARK, BRIGHT);
    }

    @Test
    void shouldSayThatAPageIsNoVideo() {
        camera.answer("/page", 200, "Content-Type", "text/html", "<html>Login</html>");

        assertThatThrownBy(() -> open("http://" + camera.host() + "/page"))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("the data is not a video, or its beginning is damaged");
    }

    private static Video open(String uri) throws CaptureException {
        CameraOptions options = CameraOptions.of(new CameraId("yard"), uri);
        return FfmpegVideo.open(VideoSource.of(options.video(), null), new Deadline());
    }
}
