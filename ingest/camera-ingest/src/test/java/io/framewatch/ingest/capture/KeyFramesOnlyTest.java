package io.framewatch.ingest.capture;

import static io.framewatch.ingest.capture.PacketChoice.Verdict.DECODE;
import static io.framewatch.ingest.capture.PacketChoice.Verdict.DECODE_ALONE;
import static io.framewatch.ingest.capture.PacketChoice.Verdict.LEAVE_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.TestingClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFramesOnlyTest {

    private static final Path STREAMS = Path.of("src/test/resources/streams");
    private static final Path GOP_OF_2_S = STREAMS.resolve("gop-2s.mp4");
    private static final Path REFRESH = STREAMS.resolve("refresh.mp4");

    /** A picture, and how many packets were left out since the one before. */
    private record Picture(long micros, boolean damaged, byte[] rgb, int leftOut) {}

    @Test
    void shouldLeaveOutWhatIsNoKeyFrame() {
        KeyFramesOnly choice = new KeyFramesOnly();

        assertThat(judge(choice, true, 0)).isEqualTo(DECODE_ALONE);
        assertThat(choice.accepts(true)).isTrue();
        assertThat(judge(choice, false, 40_000)).isEqualTo(LEAVE_OUT);
        assertThat(judge(choice, true, 2_000_000)).isEqualTo(DECODE_ALONE);
        assertThat(choice.takeNotice()).isEmpty();
    }

    @Test
    void shouldDecodeEverythingOnceNoKeyFrameCame() {
        KeyFramesOnly choice = new KeyFramesOnly();

        assertThat(judge(choice, false, 0)).isEqualTo(LEAVE_OUT);
        assertThat(judge(choice, false, 10_000_000)).isEqualTo(LEAVE_OUT);
        assertThat(judge(choice, false, 10_040_000)).isEqualTo(DECODE);
        assertThat(choice.takeNotice())
                .contains("no key frame has come for 10 s: every picture is decoded");
        assertThat(choice.takeNotice()).isEmpty();
        assertThat(judge(choice, true, 11_000_000)).isEqualTo(DECODE);
    }

    @Test
    void shouldCountTimeByTheClockWhereTimeStampsStandStill() {
        KeyFramesOnly choice = new KeyFramesOnly();
        PacketChoice.Packet packet = new PacketChoice.Packet(false, 100, 5, 0);

        assertThat(choice.judge(packet, 0)).isEqualTo(LEAVE_OUT);
        assertThat(choice.judge(packet, Duration.ofSeconds(11).toNanos())).isEqualTo(DECODE);
    }

    @Test
    void shouldGiveTheKeyFramesAsTheyAreAmongAllPictures() throws Exception {
        List<Picture> all = read(GOP_OF_2_S, PacketChoice.ALL);

        List<Picture> keys = read(GOP_OF_2_S, new KeyFramesOnly());

        assertThat(keys)
                .extracting(Picture::micros)
                .containsExactly(0L, 2_000_000L, 4_000_000L, 6_000_000L);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(keys.get(i).damaged()).isFalse();
            assertThat(keys.get(i).rgb()).isEqualTo(all.get(i * 50).rgb());
        }
    }

    @Test
    void shouldCountEveryPacketThatIsLeftOut() throws Exception {
        List<Integer> leftOut = new ArrayList<>();
        try (Video video = open(GOP_OF_2_S)) {
            video.choose(new KeyFramesOnly());
            while (video.next()) {
                leftOut.add(video.takeLeftOut());
            }
            leftOut.add(video.takeLeftOut());
        }

        assertThat(leftOut).containsExactly(0, 49, 49, 49, 49);
    }

    @Test
    void shouldTakeKeyFramesOfByteStreamsWithOpenGroups() throws Exception {
        for (String name : List.of("key-frames", "b-frames")) {
            List<Picture> all = read(TestingH264.file(name), PacketChoice.ALL);

            List<Picture> keys = read(TestingH264.file(name), new KeyFramesOnly());

            assertThat(keys).as(name).hasSize(4).noneMatch(Picture::damaged);
            for (int i = 0; i < keys.size(); i++) {
                assertThat(keys.get(i).rgb()).as(name).isEqualTo(all.get(i * 25).rgb());
            }
        }
    }

    @Test
    void shouldDecodeAStreamWithoutKeyFramesAndDropWhatIsNotWhole() throws Exception {
        List<Picture> all = read(REFRESH, PacketChoice.ALL);

        List<Picture> pictures = read(REFRESH, new KeyFramesOnly(Duration.ofSeconds(3)));

        List<Picture> whole = pictures.stream().filter(picture -> !picture.damaged()).toList();
        assertThat(whole).hasSizeGreaterThan(50);
        assertThat(whole.get(0).micros()).isZero();
        for (Picture picture : whole) {
            assertThat(picture.rgb()).isEqualTo(all.get((int) (picture.micros() / 40_000)).rgb());
        }
    }

    @Test
    void shouldNotDisturbClipsWithLongGroups() throws Exception {
        List<Picture> keys = read(TestingClips.CARS, new KeyFramesOnly());

        assertThat(keys).hasSizeGreaterThan(1).noneMatch(Picture::damaged);
    }

    private static PacketChoice.Verdict judge(KeyFramesOnly choice, boolean key, long micros) {
        return choice.judge(new PacketChoice.Packet(key, 100, micros, 40_000), 0);
    }

    private static List<Picture> read(Path file, PacketChoice choice) throws CaptureException {
        List<Picture> pictures = new ArrayList<>();
        try (Video video = open(file)) {
            video.choose(choice);
            while (video.next()) {
                pictures.add(
                        new Picture(
                                video.ptsMicros(),
                                video.isDamaged(),
                                video.rgb(Region.WHOLE, Fit.STRETCH),
                                video.takeLeftOut()));
            }
        }
        return pictures;
    }

    private static Video open(Path file) throws CaptureException {
        CameraOptions camera = CameraOptions.of(new CameraId("test"), file.toString());
        return FfmpegVideo.open(VideoSource.of(camera.video(), null), new Deadline());
    }
}
