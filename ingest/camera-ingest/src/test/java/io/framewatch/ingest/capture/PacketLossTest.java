package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of a camera that loses packets, compared with those of the whole stream. */
@Timeout(60)
class PacketLossTest {

    /** Pictures that a decoder or FFmpeg's parser may hold back at the end of the stream. */
    private static final int HELD_BACK = 4;

    private static final TestingRtspCamera.Loss NONE = (picture, packet, packets) -> false;

    private record Seen(List<Integer> intact, int damaged) {}

    @ParameterizedTest
    @ValueSource(strings = {"key-frames", "b-frames", "intra-refresh"})
    void shouldTakeEveryPictureIfNothingIsLost(String stream) throws Exception {
        Seen seen = capture(stream, NONE, Transport.TCP);

        assertThat(seen.damaged()).isZero();
        assertThat(seen.intact()).hasSizeGreaterThanOrEqualTo(100 - HELD_BACK);
        assertThat(pictures(stream)).containsAll(seen.intact());
    }

    /** Key frames are pictures 0, 25, 50 and 75. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    30, first,  21
                    30, middle, 21
                    30, last,   21
                    30, all,    21
                    49, first,   2
                    49, last,    2
                    49, all,     2
                    50, first,  26
                    50, middle, 26
                    50, last,   26
                    50, all,    26
                    51, all,    25
                    """)
    void shouldTakeNothingThatDependsOnLostPackets(int picture, String which, int mostDamaged)
            throws Exception {
        Seen seen =
                capture(
                        "key-frames",
                        (at, packet, packets) ->
                                at == picture
                                        && switch (which) {
                                            case "first" -> packet == 0;
                                            case "middle" -> packet == packets / 2;
                                            case "last" -> packet == packets - 1;
                                            default -> true;
                                        },
                        Transport.TCP);

        assertThat(pictures("key-frames")).containsAll(seen.intact());
        assertThat(seen.damaged()).isBetween(1, mostDamaged);
        assertThat(seen.damaged() + seen.intact().size()).isBetween(100 - HELD_BACK, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-frames", "b-frames", "intra-refresh"})
    void shouldTakeNothingThatDependsOnPacketsLostAtRandom(String stream) throws Exception {
        for (int seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            Seen seen =
                    capture(
                            stream,
                            (picture, packet, packets) -> random.nextInt(300) == 0,
                            Transport.TCP);

            assertThat(pictures(stream)).as("seed %d", seed).containsAll(seen.intact());
            assertThat(seen.intact()).as("seed %d", seed).hasSizeGreaterThan(10);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void shouldRecoverAtTheRecoveryPointOfAStreamWithoutKeyFrames(Transport transport)
            throws Exception {
        Seen seen =
                capture(
                        "intra-refresh",
                        (picture, packet, packets) -> picture == 30 && packet == 0,
                        transport);

        assertThat(pictures("intra-refresh")).containsAll(seen.intact());
        assertThat(seen.damaged()).isBetween(20, 45);
        assertThat(seen.intact()).hasSizeGreaterThan(50);
    }

    @Test
    void shouldNoticeLossesOverUdp() throws Exception {
        Seen seen =
                capture(
                        "key-frames",
                        (picture, packet, packets) -> picture == 30 && packet == 1,
                        Transport.UDP);

        assertThat(pictures("key-frames")).containsAll(seen.intact());
        assertThat(seen.damaged()).isBetween(20, 21);
    }

    /** Key frames are pictures 0, 25, 50 and 75; nothing else tells that one is missing. */
    @ParameterizedTest
    @CsvSource({"30, 19", "49, 0", "50, 24", "98, 1"})
    void shouldNoticePicturesThatARelayLeavesOut(int picture, int dependent) throws Exception {
        TestingH264 stream = TestingH264.read("key-frames").without(picture);
        try (TestingRtspCamera camera = new TestingRtspCamera(stream)) {
            Seen seen = capture(camera, Transport.TCP);

            assertThat(pictures("key-frames")).containsAll(seen.intact());
            assertThat(seen.damaged()).isBetween(dependent, dependent + 1);
            assertThat(seen.intact()).hasSizeBetween(99 - dependent - HELD_BACK, 99 - dependent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1800, 0})
    void shouldTakeEveryPictureOfTwoFields(int ticksBetween) throws Exception {
        Seen seen = captureFields(NONE, ticksBetween);

        assertThat(fieldPictures()).containsAll(seen.intact());
        assertThat(seen.damaged()).isZero();
        assertThat(seen.intact()).hasSizeGreaterThanOrEqualTo(100 - HELD_BACK);
    }

    /** Key frames are pictures 0, 25, 50 and 75; a field has eleven packets. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1800, false,  0
                    1800, false,  5
                    1800, true,   0
                    1800, true,   5
                    1800, true,  10
                    0,    true,   0
                    0,    true,   5
                    0,    true,  10
                    """)
    void shouldTakeNoPictureThatLacksAPartOfAField(int ticksBetween, boolean second, int packet)
            throws Exception {
        int field = 2 * 30 + (second ? 1 : 0);
        Seen seen =
                captureFields(
                        (at, number, packets) -> at == field && number == packet, ticksBetween);

        assertThat(fieldPictures()).containsAll(seen.intact());
        assertThat(seen.damaged()).isBetween(19, 21);
        assertThat(seen.intact()).hasSizeBetween(80 - HELD_BACK, 80);
    }

    private static Seen captureFields(TestingRtspCamera.Loss loss, int ticksBetween)
            throws Exception {
        try (TestingRtspCamera camera =
                new TestingRtspCamera(TestingFields.stream(100, 25))
                        .losing(loss)
                        .stamping(field -> field / 2 * 3600L + field % 2 * (long) ticksBetween)) {
            return capture(camera, Transport.TCP);
        }
    }

    private static Set<Integer> fieldPictures() throws Exception {
        Path file = Files.createTempFile("fields", ".h264");
        try {
            Files.write(file, TestingFields.stream(100, 25).bytes());
            return pictures(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Seen capture(String stream, TestingRtspCamera.Loss loss, Transport transport)
            throws Exception {
        try (TestingRtspCamera camera =
                new TestingRtspCamera(TestingH264.read(stream)).losing(loss)) {
            return capture(camera, transport);
        }
    }

    private static Seen capture(TestingRtspCamera camera, Transport transport) throws Exception {
        try (Video video = FfmpegVideo.open(camera.source(transport), new Deadline())) {
            int end = transport == Transport.TCP ? Integer.MAX_VALUE : 100 - HELD_BACK;
            List<Integer> intact = new ArrayList<>();
            int damaged = 0;
            while (intact.size() + damaged < end && TestingRtspCamera.hasNext(video)) {
                damaged += video.takeLost();
                if (video.isDamaged()) {
                    damaged++;
                } else {
                    intact.add(Arrays.hashCode(video.rgb(Region.WHOLE, Fit.CROP)));
                }
            }
            return new Seen(intact, damaged);
        }
    }

    private static Set<Integer> pictures(String stream) throws Exception {
        return pictures(TestingH264.file(stream));
    }

    private static Set<Integer> pictures(Path path) throws Exception {
        CameraOptions file = CameraOptions.of(new CameraId("file"), path.toString());
        Set<Integer> pictures = new HashSet<>();
        try (Video video = FfmpegVideo.open(VideoSource.of(file.video(), null), new Deadline())) {
            while (video.next()) {
                pictures.add(Arrays.hashCode(video.rgb(Region.WHOLE, Fit.CROP)));
            }
        }
        assertThat(pictures).hasSize(100);
        return pictures;
    }
}
