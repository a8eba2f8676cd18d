package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a camera took its pictures, as its sender reports say. */
@Timeout(60)
class CameraTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.25Z");
    private static final int FIRST_STAMP = 1_000_000;
    private static final int INTERVAL = 3_600;

    /** More than FFmpeg holds back at the end. */
    private static final int PICTURES = 90;

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void shouldHaveTheTimeOfEachPicture(Transport transport) throws Exception {
        NavigableMap<Integer, Instant> times =
                capture(transport, PacketChoice.ALL, at -> at == 0 ? report(0, NOON) : null);

        assertThat(times).hasSizeGreaterThan(PICTURES - 3).allSatisfy(isAfter(0, NOON));
    }

    @Test
    void shouldHaveNoTimeBeforeTheFirstReport() throws Exception {
        NavigableMap<Integer, Instant> times =
                capture(Transport.TCP, PacketChoice.ALL, at -> at == 20 ? report(20, NOON) : null);

        assertThat(times.firstKey()).isEqualTo(20);
        assertThat(times).allSatisfy(isAfter(20, NOON));
    }

    @Test
    void shouldHaveNoTimeOfACameraThatSendsNoReports() throws Exception {
        assertThat(capture(Transport.TCP, PacketChoice.ALL, at -> null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1999-12-31T23:00:00Z"})
    void shouldHaveNoTimeOfACameraWithoutAClock(Instant start) throws Exception {
        NavigableMap<Integer, Instant> times =
                capture(
                        Transport.TCP,
                        PacketChoice.ALL,
                        at -> at == 0 ? report(0, start) : at == 50 ? report(50, NOON) : null);

        assertThat(times.firstKey()).isEqualTo(50);
        assertThat(times).allSatisfy(isAfter(50, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT1H", "PT-0.1S"})
    void shouldFollowACameraWhoseClockIsSet(Duration change) throws Exception {
        Instant then = NOON.plusSeconds(2).plus(change);

        NavigableMap<Integer, Instant> times =
                capture(
                        Transport.TCP,
                        PacketChoice.ALL,
                        at -> at == 0 ? report(0, NOON) : at == 50 ? report(50, then) : null);

        assertThat(times.headMap(50)).hasSizeGreaterThan(45).allSatisfy(isAfter(0, NOON));
        assertThat(times.tailMap(50)).hasSize(PICTURES - 50).allSatisfy(isAfter(50, then));
    }

    @Test
    void shouldHaveTheTimeOfKeyFramesAlone() throws Exception {
        NavigableMap<Integer, Instant> times =
                capture(Transport.TCP, new KeyFramesOnly(), at -> at == 0 ? report(0, NOON) : null);

        assertThat(times).containsOnlyKeys(25, 50, 75).allSatisfy(isAfter(0, NOON));
    }

    private static BiConsumer<Integer, Instant> isAfter(int picture, Instant time) {
        return (at, seen) ->
                assertThat(seen)
                        .isBetween(
                                time.plusMillis(40L * (at - picture)).minusNanos(1_000),
                                time.plusMillis(40L * (at - picture)).plusNanos(1_000));
    }

    private static byte[] report(int picture, Instant time) {
        return TestingSenderReports.of(time, stamp(picture));
    }

    private static long stamp(int picture) {
        return FIRST_STAMP + (long) picture * INTERVAL;
    }

    /** The pictures that have a time. */
    private static NavigableMap<Integer, Instant> capture(
            Transport transport, PacketChoice packets, IntFunction<byte[]> reports)
            throws Exception {
        try (TestingRtspCamera camera =
                        new TestingRtspCamera(TestingH264.read("key-frames"))
                                .stamping(CameraTimeTest::stamp)
                                .reporting(reports);
                Video video = FfmpegVideo.open(camera.source(transport), new Deadline())) {
            video.choose(packets);
            NavigableMap<Integer, Instant> times = new TreeMap<>();
            int picture = 0;
            while (picture < PICTURES - 1 && TestingRtspCamera.hasNext(video)) {
                picture = (int) Math.round(video.ptsMicros() / 40_000.0);
                int here = picture;
                video.cameraTime().ifPresent(time -> times.put(here, time));
            }
            return times;
        }
    }
}
