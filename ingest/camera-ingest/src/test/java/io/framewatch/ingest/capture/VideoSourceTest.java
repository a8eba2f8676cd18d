package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSourceTest {

    private static final Login LOGIN = new Login("ad min", "p@ss:w/rd%+");

    @ParameterizedTest
    @CsvSource({
        "rtsp://10.0.0.5:554/stream?ch=1, rtsp://10.0.0.5:554/stream?ch=1,       , true",
        "RTSPS://cam/a@b,                 RTSPS://cam/a@b,                       , true",
        "http://cam/video.mjpg,           http://cam/video.mjpg,                 , true",
        "clips/car.mp4,                   file:clips/car.mp4,                    , false",
        "clips/a:b.mp4,                   file:clips/a:b.mp4,                    , false",
        "file:clips/car one.mp4,          file:clips/car one.mp4,                , false",
        "file:///videos/car%20one.mp4,    file:/videos/car one.mp4,              , false",
        "/dev/video0,                     /dev/video0,                       v4l2, true",
        "testsrc:,                        testsrc,                          lavfi, false",
        "testsrc:size=640x360:rate=25,    testsrc=size=640x360:rate=25,     lavfi, false"
    })
    void shouldTranslateEveryKindOfUri(String uri, String url, String format, boolean live) {
        VideoSource source =
                VideoSource.of(CameraOptions.of(new CameraId("gate-1"), uri).video(), null);

        assertThat(source.url()).isEqualTo(url);
        assertThat(source.format()).isEqualTo(format);
        assertThat(source.live()).isEqualTo(live);
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://10.0.0.5/stream,        rtsp://ad%20min:p%40ss%3Aw%2Frd%25%2B@10.0.0.5/stream",
        "rtsp://old:one@10.0.0.5/a@b,   rtsp://ad%20min:p%40ss%3Aw%2Frd%25%2B@10.0.0.5/a@b",
        "rtsp://10.0.0.5/a@b,           rtsp://ad%20min:p%40ss%3Aw%2Frd%25%2B@10.0.0.5/a@b",
        "https://cam:8080,              https://ad%20min:p%40ss%3Aw%2Frd%25%2B@cam:8080"
    })
    void shouldPutTheLoginIntoTheUrlAndNowhereElse(String uri, String url) {
        VideoSource source =
                VideoSource.of(CameraOptions.of(new CameraId("gate-1"), uri).video(), LOGIN);

        assertThat(source.url()).isEqualTo(url);
        assertThat(source.toString() + LOGIN).doesNotContain("p@ss").doesNotContain("p%40ss");
    }

    @Test
    void shouldAskRtspForTheTransportAndNoAudio() {
        assertThat(
                        VideoSource.of(
                                        CameraOptions.of(new CameraId("gate-1"), "rtsp://cam")
                                                .video(),
                                        null)
                                .options())
                .containsEntry("rtsp_transport", "tcp")
                .containsEntry("allowed_media_types", "video");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://",
                "rtsp:///stream",
                "rtsp:cam/stream",
                "rtsp://admin:s3cret@/stream",
                "https://:80/",
                "udp://admin:s3cret@10.0.0.5",
                "file://%zz",
                "rtsp:admin:s3cret@cam/stream",
                "rtsp:/admin:s3cret/cam/stream",
                "rtsp:\\\\admin:s3cret@cam/stream",
                "rtsp://admin:s3cret/cam/stream",
                "rtsp://admin:s3cret%40cam/stream",
                "rtsp://admin:s3cretcam",
                "rtmp://cam/stream?psw=s3cret",
                "rtsp://admin:s3\ncret@cam/stream"
            })
    void shouldRefuseAnythingElseWithoutThePassword(String uri) {
        assertThatThrownBy(() -> CameraOptions.of(new CameraId("gate-1"), uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uri '" + uri.substring(0, 5))
                .message()
                .doesNotContain("s3cret", "cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:s3cret@cam/stream", "admin:s3cret/cam", "s3:cret@cam"})
    void shouldShowNothingOfAnAddressWithoutScheme(String uri) {
        assertThatThrownBy(() -> CameraOptions.of(new CameraId("gate-1"), uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri '***' must be rtsp(s)://, http(s)://, file:, testsrc: or a path");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    rtsp://admin:pa/s3cret@cam/stream,        '/', %2F
                    rtsp://admin:pa#s3cret@cam:554/stream,    '#', %23
                    rtsp://admin:pa?s3cret@cam/stream?ch=1,   '?', %3F
                    "http://admin:pa s3cret@[fe80::1]/",      ' ', %20
                    rtsp://admin:/s3cret@cam/stream,          '/', %2F
                    rtsp://admin:p/a@s3cret@cam/stream,       '/', %2F
                    """)
    void shouldSayHowACharacterOfAPasswordIsWritten(String uri, String character, String written) {
        assertThatThrownBy(() -> CameraOptions.of(new CameraId("gate-1"), uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "://***@%s' must have %s in its password written as %s,"
                                .formatted(
                                        uri.substring(uri.lastIndexOf('@') + 1),
                                        character,
                                        written))
                .message()
                .doesNotContain("cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:pa%2Fs3cret@cam:554/stream",
                "rtsp://admin:p@ss@cam/stream",
                "rtsp://cam:554/a@b",
                "rtsp://cam/a:b@c",
                "rtsp://admin:12345@[fe80::1]:554/x",
                "http://cam?to=me@example.org"
            })
    void shouldTakeAddressesThatAreWhole(String uri) {
        assertThat(CameraOptions.of(new CameraId("gate-1"), uri).video().uri()).isEqualTo(uri);
    }

    @Test
    void shouldRefuseOptionsThatAKindOfUriDoesNotHave() {
        assertRefused(
                "file:a.mp4", Transport.UDP, null, Pace.REAL_TIME, false, "transport UDP must");
        assertRefused(
                "file:a.mp4",
                Transport.TCP,
                "gate",
                Pace.FAST,
                false,
                "credentials of this camera must");
        assertRefused("rtsp://cam", Transport.TCP, null, Pace.FAST, false, "pace FAST must");
        assertRefused("rtsp://cam", Transport.TCP, null, Pace.REAL_TIME, true, "loop true must");
    }

    private static void assertRefused(
            String uri,
            Transport transport,
            String credentials,
            Pace pace,
            boolean loop,
            String message) {
        assertThatThrownBy(
                        () ->
                                new VideoOptions(
                                        uri,
                                        transport,
                                        new AccessOptions(credentials, null),
                                        Duration.ofSeconds(10),
                                        pace,
                                        loop))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
