package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.event.CameraId;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every picture is what the ffmpeg program shows, in RGB and in YCbCr, up to {@value #TOLERANCE} of
 * 255 on average.
 */
class FfmpegPictureTest {

    private static final double TOLERANCE = 1.2;

    /** Colours out of range, as of HDR that was mapped, are cut in YCbCr, not in RGB. */
    private static final double CUT_TOLERANCE = 2;

    private static final String SOURCE = "-f lavfi -i testsrc2=size=320x240:rate=10:duration=0.3 ";

    /** FFmpeg looks at some seconds of a stream before it begins. */
    private static final int FIRST_SECONDS = 12;

    /** Progressive pictures, 50 a second, become fields of interlaced ones. */
    private static final String INTERLACED =
            "-f lavfi -i testsrc2=size=360x288:rate=50:duration=0.2 -vf separatefields,select="
                    + "'eq(mod(n,4),%d)+eq(mod(n,4),%d)',weave=first_field=%s ";

    private static final String TO_SDR =
            "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,"
                    + "tonemap=hable:desat=0,zscale=transfer=bt709:matrix=bt709:range=tv,"
                    + "format=yuv420p";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "unknown",
                "3"
            })
    void shouldShowPicturesOfAnyPrimariesAsTheyAre(String primaries) throws Exception {
        Path file =
                make("x.mkv", SOURCE + "-vf setparams=color_primaries=" + primaries + " -c:v ffv1");

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bt709",
                "bt470m",
                "bt470bg",
                "smpte170m",
                "smpte240m",
                "linear",
                "iec61966-2-4",
                "bt1361e",
                "iec61966-2-1",
                "bt2020-10",
                "bt2020-12",
                "smpte428"
            })
    void shouldShowPicturesOfNormalRangeAsTheyAreWhateverTheirTransfer(String transfer)
            throws Exception {
        Path file =
                make(
                        "x.mkv",
                        SOURCE
                                + "-vf setparams=color_primaries=bt2020:color_trc=%s -c:v ffv1"
                                        .formatted(transfer));

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"color_trc=log100", "color_trc=log316", "colorspace=ycgco"})
    void shouldShowWhatTheProgramRefusesAsIfItDidNotSay(String tag) throws Exception {
        Path file = make("x.mkv", SOURCE + "-vf setparams=" + tag + " -c:v ffv1");

        assertShown(file, "setparams=color_trc=bt709:colorspace=smpte170m", 320, 240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bt709", "fcc", "bt601", "bt470", "smpte170m", "smpte240m", "bt2020"})
    void shouldFollowTheMatrix(String matrix) throws Exception {
        Path file = make("x.mkv", SOURCE + "-vf scale=out_color_matrix=" + matrix + " -c:v ffv1");

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @CsvSource({
        "yuv420p, tv",
        "yuv420p, pc",
        "yuv422p, tv",
        "yuv444p, tv",
        "yuv444p, pc",
        "yuv410p, tv",
        "yuv420p10le, tv",
        "yuv422p10le, pc",
        "yuv444p12le, tv",
        "gray, pc",
        "gray, tv",
        "gray10le, tv",
        "bgra, pc",
        "gbrp10le, pc",
        "yuva420p, tv"
    })
    void shouldShowAnyPixelFormatAndRange(String format, String range) throws Exception {
        Path file =
                make(
                        "x.nut",
                        SOURCE
                                + "-vf scale=out_range=%s,format=%s -c:v ffv1"
                                        .formatted(range, format));

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuvj420p", "yuvj422p", "yuvj444p", "gray"})
    void shouldShowMotionJpeg(String format) throws Exception {
        Path file = make("x.avi", SOURCE + "-c:v mjpeg -q:v 2 -strict -1 -pix_fmt " + format);

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @CsvSource({
        "smpte2084, bt2020, bt2020, yuv420p10le",
        "smpte2084, bt2020, bt2020, yuv420p",
        "smpte2084, smpte432, bt709, yuv422p10le",
        "smpte2084, bt2020, bt2020, yuv444p10le",
        "arib-std-b67, bt2020, bt2020, yuv420p10le",
        "arib-std-b67, bt2020, bt2020, yuv420p12le"
    })
    void shouldMapHdrToSdr(String transfer, String primaries, String matrix, String format)
            throws Exception {
        String made =
                "-vf scale=out_color_matrix=%s:out_range=tv,format=%s,setparams=color_trc=%s:color_primaries=%s -c:v ffv1"
                        .formatted(matrix, format, transfer, primaries);
        Path file = make("x.mkv", SOURCE + made);

        assertShown(file, TO_SDR, 320, 240);
    }

    @Test
    void shouldMapHdrOfOddSize() throws Exception {
        String odd =
                "-vf scale=321:241:out_color_matrix=bt2020:out_range=tv,format=yuv444p10le,"
                        + "setparams=color_trc=smpte2084:color_primaries=bt2020 -c:v ffv1";
        Path file = make("x.mkv", SOURCE + odd);

        assertShown(file, "crop=320:240:0:0," + TO_SDR, 321, 241);
    }

    @Test
    void shouldMapHdrThatSaysNoMoreThanItsTransfer() throws Exception {
        Path file = make("x.mkv", SOURCE + "-vf setparams=color_trc=smpte2084 -c:v ffv1");

        String tags = "setparams=color_primaries=bt2020:colorspace=smpte170m:range=tv,";
        assertShown(file, tags + TO_SDR, 320, 240);
    }

    @ParameterizedTest
    @CsvSource({"interlaced-tff.mp4, top", "interlaced-bff.mp4, bottom"})
    void shouldShowTheFirstFieldOfInterlacedH264(String name, String field) throws Exception {
        assertShown(resource(name), "field=" + field, 360, 288);
    }

    @Test
    void shouldMakeInterlacedPicturesSmallAndGrey() throws Exception {
        try (Video video = open(resource("interlaced-tff.mp4"), 0)) {
            assertThat(video.next()).isTrue();
            assertThat(video.luma(36, 28)).hasSize(36 * 28);
        }
    }

    @Test
    void shouldLeaveProgressivePicturesAloneThatAreOnlyFlagged() throws Exception {
        assertShown(resource("flagged-interlaced.mp4"), "", 360, 288);
    }

    @ParameterizedTest
    @CsvSource({
        "top, mpeg2video -q:v 2 -flags +ildct+ilme",
        "bottom, mpeg2video -q:v 2 -flags +ildct+ilme",
        "top, mpeg2video -q:v 2 -flags +ildct+ilme -pix_fmt yuv422p",
        "bottom, ffv1 -pix_fmt yuv422p10le"
    })
    void shouldShowTheFirstFieldOfOtherCodecs(String first, String codec) throws Exception {
        Path file = make("x.mkv", interlaced(first) + "-c:v " + codec);

        assertShown(file, "field=" + first, 360, 288);
    }

    @Test
    void shouldShowTheFirstFieldOfDv() throws Exception {
        String source = interlaced("bottom").replace("360x288", "720x576");
        Path file = make("x.avi", source + "-c:v dvvideo -pix_fmt yuv420p");

        assertShown(file, "field=bottom", 720, 576);
    }

    @Test
    void shouldLeaveAStillSceneAlone() throws Exception {
        Path file =
                make(
                        "x.mkv",
                        SOURCE.replace("testsrc2", "smptebars")
                                + "-vf setfield=tff -c:v mpeg2video -q:v 2 -flags +ildct+ilme");

        assertShown(file, "", 320, 240);
    }

    @ParameterizedTest
    @CsvSource({
        "-display_rotation:v 90, 240, 320",
        "-display_rotation:v 180, 320, 240",
        "-display_rotation:v 270, 240, 320",
        "-display_hflip:v, 320, 240",
        "-display_vflip:v, 320, 240",
        "-display_rotation:v 90 -display_hflip:v, 240, 320",
        "-display_rotation:v 270 -display_hflip:v, 240, 320",
        "-display_rotation:v 0, 320, 240"
    })
    void shouldTurnPicturesUpright(String matrix, int width, int height) throws Exception {
        Path base = make("base.mp4", SOURCE + "-c:v mpeg4 -q:v 2");
        Path file = make("x.mp4", matrix + " -i " + base + " -c copy");

        assertShown(file, "", width, height);
    }

    /** The clip's four parts are of one length, and turned by 0, 90, 180 and 270 degrees. */
    @Test
    void shouldTurnEachPictureByItsOwnMatrix() throws Exception {
        byte[] clip = Files.readAllBytes(resource("turning.h264"));

        List<byte[]> frames = frames(resource("turning.h264"), 0);

        assertThat(frames).hasSize(8);
        for (int i = 0; i < 4; i++) {
            int length = clip.length / 4;
            byte[] bytes = Arrays.copyOfRange(clip, i * length, (i + 1) * length);
            Path part = Files.write(folder.resolve(i + ".h264"), bytes);
            List<byte[]> expected =
                    i % 2 == 0
                            ? TestingFfmpeg.frames(part, "", 320, 240)
                            : TestingFfmpeg.frames(part, "", 240, 320);
            assertAlike(frames.subList(2 * i, 2 * i + 2), expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16/11, 465",
        "12/11, 349",
        "1/2, 160",
        "0/1, 320",
        "1/1, 320",
        "4/3, 426",
        "8/9, 284"
    })
    void shouldMakePixelsSquare(String aspect, int width) throws Exception {
        Path file = make("x.mkv", SOURCE + "-vf setsar=" + aspect + " -c:v ffv1");

        assertShown(file, "", width, 240);
    }

    @Test
    void shouldBelieveTheContainerAboutPixelsBeforeTheCodec() throws Exception {
        Path base = make("base.mp4", SOURCE + "-vf setsar=4/3 -c:v mpeg4 -q:v 2");
        Path file = make("x.mp4", "-i " + base + " -c copy -aspect 2:3");

        assertShown(file, "", 160, 240);
    }

    @Test
    void shouldTurnPicturesWhosePixelsAreNotSquare() throws Exception {
        Path base = make("base.mp4", SOURCE + "-vf setsar=4/3 -c:v mpeg4 -q:v 2");
        Path file = make("x.mp4", "-display_rotation:v 90 -i " + base + " -c copy");

        assertShown(file, "", 180, 320);
    }

    @Test
    void shouldTakeTheLargestTrackOrTheOneThatIsAskedFor() throws Exception {
        Path file =
                make(
                        "x.mkv",
                        "-f lavfi -i testsrc2=size=160x120:rate=10:duration=0.3 "
                                + SOURCE
                                + "-map 0 -map 1 -c:v ffv1");

        assertShown(file, "[0:v:1]", 0, 320, 240);
        assertShown(file, "[0:v:0]", 1, 160, 120);
        assertShown(file, "[0:v:1]", 2, 320, 240);
        CaptureException failure =
                catchThrowableOfType(CaptureException.class, () -> frames(file, 3));
        assertThat(failure.reason()).isEqualTo(FailureReason.NO_VIDEO_TRACK);
        assertThat(failure).hasMessageContaining("track 3 of 2");
    }

    @Test
    void shouldNotTakeACoverPictureForTheVideo() throws Exception {
        Path cover =
                make("cover.png", "-f lavfi -i color=red:size=1280x720:duration=0.1 -frames:v 1");
        Path file =
                make(
                        "x.mp4",
                        "-i %s %s-map 0 -map 1 -c:v:0 png -c:v:1 mpeg4 -q:v 2 -disposition:v:0 attached_pic"
                                .formatted(cover, SOURCE));

        assertShown(file, "[0:v:0]", 0, 320, 240);
    }

    /**
     * The pixels are those of the region in the decoded picture, its size that of square pixels.
     */
    @ParameterizedTest
    @CsvSource({
        "yuv420p, 0.1, 0.2, 0.3, 0.4, crop=96:96:32:48, 96, 96, CROP",
        "yuv420p, 0, 0, 0.5, 1, crop=160:240:0:0, 160, 240, CROP",
        "yuv420p, 0.5, 0.5, 0.5, 0.5, crop=160:120:160:120, 160, 120, LETTERBOX",
        "yuv420p, 0.75, 0, 0.25, 1, crop=80:240:240:0, 80, 240, LETTERBOX",
        "yuv422p10le, 0.25, 0.125, 0.5, 0.25, crop=160:60:80:30, 160, 60, STRETCH",
        "yuv444p, 0.503125, 0.504167, 0.1, 0.1, crop=32:24:161:121, 32, 24, CROP",
        "bgra, 0.503125, 0.504167, 0.1, 0.1, crop=32:24:161:121, 32, 24, CROP",
        "gray, 0.9, 0.9, 0.1, 0.1, crop=32:24:288:216, 32, 24, STRETCH",
        "pal8, 0.1, 0.2, 0.3, 0.4, crop=96:96:32:48, 96, 96, CROP"
    })
    void shouldCutARegionOut(
            String format,
            double x,
            double y,
            double width,
            double height,
            String filter,
            int squareWidth,
            int squareHeight,
            Fit fit)
            throws Exception {
        String codec = format.equals("pal8") ? " -c:v png" : " -c:v ffv1";
        Path file = make("x.nut", SOURCE + "-pix_fmt " + format + codec);

        assertCut(
                file,
                new Region("part", x, y, width, height),
                fit,
                TestingFfmpeg.frames(file, filter, fit, squareWidth, squareHeight));
    }

    @Test
    void shouldCutRegionsOutOfTheUprightPicture() throws Exception {
        Path base = make("base.mp4", SOURCE + "-c:v mpeg4 -q:v 2");
        Path file = make("x.mp4", "-display_rotation:v 90 -i " + base + " -c copy");

        assertCut(
                file,
                new Region("low", 0, 0.75, 0.5, 0.25),
                Fit.CROP,
                TestingFfmpeg.frames(file, "crop=120:80:0:240", 120, 80));
    }

    @Test
    void shouldCutRegionsOutOfPicturesWithSquarePixels() throws Exception {
        Path file = make("x.mkv", SOURCE + "-vf setsar=3/2 -c:v ffv1");

        assertCut(
                file,
                new Region("right", 0.5, 0, 0.5, 0.5),
                Fit.LETTERBOX,
                TestingFfmpeg.frames(file, "crop=160:120:160:0", Fit.LETTERBOX, 240, 120));
    }

    @Test
    void shouldCutRegionsOutOfOneField() throws Exception {
        Path file = resource("interlaced-tff.mp4");

        assertCut(
                file,
                new Region("low", 0.5, 0.5, 0.5, 0.5),
                Fit.CROP,
                TestingFfmpeg.frames(file, "field=top,crop=180:72:180:72", 180, 144));
    }

    @Test
    void shouldCutRegionsOutOfHdrPictures() throws Exception {
        Path file =
                make(
                        "x.mkv",
                        SOURCE
                                + "-vf scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,"
                                + "setparams=color_trc=smpte2084:color_primaries=bt2020 -c:v ffv1");

        assertCut(
                file,
                new Region("middle", 0.25, 0.25, 0.5, 0.5),
                Fit.CROP,
                2 * CUT_TOLERANCE, // more of it than in the whole is out of range
                TestingFfmpeg.frames(file, TO_SDR + ",crop=160:120:80:60", 160, 120));
    }

    private static void assertCut(Path file, Region region, Fit fit, List<byte[]> expected)
            throws Exception {
        assertCut(file, region, fit, TOLERANCE, expected);
    }

    /** In one pass with the whole picture, before and after the region. */
    private static void assertCut(
            Path file, Region region, Fit fit, double ycbcr, List<byte[]> expected)
            throws Exception {
        List<byte[]> frames = new ArrayList<>();
        try (Video video = open(file, 0)) {
            while (video.next()) {
                byte[] whole = video.rgb(Region.WHOLE, fit);
                video.luma(8, 8);
                frames.add(frame(video, region, fit, ycbcr));
                assertThat(video.rgb(Region.WHOLE, fit)).isEqualTo(whole);
            }
        }
        assertAlike(frames, expected);
    }

    @Test
    void shouldGoOnWhenSizeFormatAspectAndCodecChange() throws Exception {
        String first = SOURCE.replace("0.3", FIRST_SECONDS + "");
        String next = SOURCE.replace("0.3", "0.8");
        Path file =
                concatenated(
                        first + "-c:v mpeg2video -q:v 2",
                        next.replace("320x240", "640x360") + "-c:v mpeg2video -q:v 2",
                        next + "-vf setsar=4/3 -c:v mpeg2video -q:v 2 -pix_fmt yuv422p",
                        next + "-c:v libopenh264 -b:v 2M");

        List<byte[]> frames = frames(file, 0);

        // A picture at each seam is lost: its packet ends where the next clip begins.
        List<byte[]> after = frames.subList(FIRST_SECONDS * 10, frames.size());
        assertThat(shownIn(after, TestingFfmpeg.frames(part(1), "", 640, 360))).isBetween(6, 8);
        assertThat(shownIn(after, TestingFfmpeg.frames(part(2), "", 426, 240))).isBetween(6, 8);
        assertThat(shownIn(after, TestingFfmpeg.frames(part(3), "", 320, 240))).isBetween(6, 8);
        assertThat(after).hasSizeBetween(18, 24);
    }

    /** Offsets and widths of every parity, and borders. */
    @ParameterizedTest
    @CsvSource({
        "450x256", "256x450", "448x256", "340x224", "224x170", "171x224", "100x20", "63x47"
    })
    void shouldFitYcbcrAsRgb(String size) throws Exception {
        String source = "-f lavfi -i testsrc2=rate=10:duration=0.1:size=" + size;
        Path file = make("x.nut", source + " -c:v ffv1 -pix_fmt yuv444p");
        try (Video video = open(file, 0)) {
            assertThat(video.next()).isTrue();
            for (Fit fit : Fit.values()) {
                byte[] rgb = frame(video, Region.WHOLE, fit, TOLERANCE);
                assertThat(rgb).isNotEqualTo(new byte[rgb.length]);
            }
        }
    }

    private static int shownIn(List<byte[]> frames, List<byte[]> expected) {
        return (int)
                expected.stream()
                        .filter(
                                picture ->
                                        frames.stream()
                                                .anyMatch(
                                                        frame ->
                                                                TestingPictures.difference(
                                                                                frame, picture)
                                                                        <= TOLERANCE))
                        .count();
    }

    /** Clips one after the other in one transport stream. */
    private Path concatenated(String... clips) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < clips.length; i++) {
            String offset = " -output_ts_offset " + (i == 0 ? 0 : FIRST_SECONDS + i);
            all.write(Files.readAllBytes(TestingFfmpeg.make(part(i), clips[i] + offset)));
        }
        return Files.write(folder.resolve("all.ts"), all.toByteArray());
    }

    private Path part(int number) {
        return folder.resolve(number + ".ts");
    }

    private Path make(String name, String arguments) throws Exception {
        return TestingFfmpeg.make(folder.resolve(name), arguments);
    }

    private static String interlaced(String first) {
        return first.equals("top")
                ? INTERLACED.formatted(0, 3, first)
                : INTERLACED.formatted(1, 2, first);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(FfmpegPictureTest.class.getResource("/" + name).toURI());
    }

    private static void assertShown(Path file, String filters, int width, int height)
            throws Exception {
        assertShown(file, filters, 0, width, height);
    }

    private static void assertShown(Path file, String filters, int track, int width, int height)
            throws Exception {
        double ycbcr = filters.contains(TO_SDR) ? CUT_TOLERANCE : TOLERANCE;
        assertAlike(frames(file, track, ycbcr), TestingFfmpeg.frames(file, filters, width, height));
    }

    private static void assertAlike(List<byte[]> frames, List<byte[]> expected) {
        assertThat(frames).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < frames.size(); i++) {
            assertThat(TestingPictures.difference(frames.get(i), expected.get(i)))
                    .as("picture %d", i)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static List<byte[]> frames(Path file, int track) throws CaptureException {
        return frames(file, track, TOLERANCE);
    }

    /** In RGB; in YCbCr they are the same up to a tolerance. */
    private static List<byte[]> frames(Path file, int track, double ycbcr) throws CaptureException {
        List<byte[]> frames = new ArrayList<>();
        try (Video video = open(file, track)) {
            while (video.next()) {
                frames.add(frame(video, Region.WHOLE, Fit.CROP, ycbcr));
            }
        }
        return frames;
    }

    private static byte[] frame(Video video, Region region, Fit fit, double tolerance)
            throws CaptureException {
        byte[] rgb = video.rgb(region, fit);
        assertThat(TestingPictures.difference(TestingPictures.rgb(video.ycbcr(region, fit)), rgb))
                .as("YCbCr")
                .isLessThanOrEqualTo(tolerance);
        return rgb;
    }

    private static Video open(Path file, int track) throws CaptureException {
        CameraOptions camera = CameraOptions.of(new CameraId("test"), file.toString());
        VideoSource source = VideoSource.of(camera.video(), null).withTrack(track);
        return FfmpegVideo.open(source, new Deadline());
    }
}
