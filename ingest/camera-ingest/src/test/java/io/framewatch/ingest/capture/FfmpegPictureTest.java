package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every picture is what the ffmpeg program shows, up to {@value #TOLERANCE} of 255 on average. */
class FfmpegPictureTest {

    private static final double TOLERANCE = 1.2;
    private static final String SOURCE =
            "-f lavfi -i testsrc2=size=320x240:rate=10:duration=0.4 -c:v ffv1 ";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "bt709",
        "bt470m",
        "bt470bg",
        "smpte170m",
        "smpte240m",
        "film",
        "bt2020",
        "smpte428",
        "smpte431",
        "smpte432",
        "jedec-p22",
        "unknown"
    })
    void shouldShowPicturesOfAnyPrimariesAsTheyAre(String primaries) throws Exception {
        Path file =
                TestingFfmpeg.make(
                        folder.resolve("x.mkv"),
                        SOURCE + "-pix_fmt yuv420p -color_primaries " + primaries);

        assertShown(file, "", 320, 240);
    }

    private static void assertShown(Path file, String filters, int width, int height)
            throws Exception {
        List<byte[]> expected = TestingFfmpeg.frames(file, filters, width, height);
        List<byte[]> frames = frames(file);

        assertThat(frames).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < frames.size(); i++) {
            assertThat(difference(frames.get(i), expected.get(i)))
                    .as("picture %d", i)
                    .isLessThan(TOLERANCE);
        }
    }

    private static List<byte[]> frames(Path file) throws CaptureException {
        List<byte[]> frames = new ArrayList<>();
        VideoSource source =
                VideoSource.of(
                        CameraOptions.of(new CameraId("test"), file.toString()).video(), null);
        try (Video video = FfmpegVideo.open(source, new Deadline())) {
            while (video.next()) {
                frames.add(video.rgb(Fit.CROP));
            }
        }
        return frames;
    }

    private static double difference(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }
}
