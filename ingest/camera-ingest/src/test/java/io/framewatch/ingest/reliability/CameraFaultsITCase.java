package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.FrameId;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.reliability.CountedCapture.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A live camera with one fault after the other. {@code -Dframewatch.faults=100} is the number of
 * faults, {@code -Dframewatch.seed=1} the seed of their order, lengths and distances.
 */
@Timeout(7200)
class CameraFaultsITCase {

    private static final int FAULTS = Integer.getInteger("framewatch.faults", 8);
    private static final long SEED = Long.getLong("framewatch.seed", 1);

    /** Instead of the minute of production. */
    private static final Duration SLOW_RETRY = Duration.ofSeconds(5);

    /** Most frames between two faults: 15 s, so that a run is sometimes a stable one. */
    private static final int MAX_PAUSE = 150;

    private final Random random = new Random(SEED);
    private final Map<Fault, List<Long>> recoveries = new EnumMap<>(Fault.class);

    @Test
    void shouldRecoverFromEveryFaultAndKeepNothing() throws Exception {
        System.out.printf("%d faults, seed %d%n", FAULTS, SEED);
        captureWith(List.of()); // what is loaded and opened once is there then
        ProcessResources before = ProcessResources.now();

        captureWith(faults());

        print();
        before.awaitNoMore();
    }

    private void captureWith(List<Fault> faults) throws Exception {
        try (FaultyCamera camera = new FaultyCamera()) {
            CountedCapture capture = capture(camera);
            try (capture) {
                capture.awaitFrames(1);
                for (Fault fault : faults) {
                    Arrival latest = capture.awaitFrames(1 + random.nextInt(MAX_PAUSE));
                    strike(fault, camera, capture, latest.frame().run());
                }
            }
            assertThatAllFramesAreAccountedFor(capture);
        }
    }

    private void strike(Fault fault, FaultyCamera camera, CountedCapture capture, long run)
            throws Exception {
        capture.forgetStatuses();
        fault.strike(camera, capture, random);
        long end = System.nanoTime();
        Arrival first =
                capture.awaitFrame(
                        arrival ->
                                arrival.nanos() > end
                                        && (arrival.frame().run() > run || !fault.endsRun()));
        long millis = Duration.ofNanos(first.nanos() - end).toMillis();
        recoveries.computeIfAbsent(fault, key -> new ArrayList<>()).add(millis);
        System.out.printf("%-15s new frame after %d ms%n", name(fault), millis);
    }

    private static CountedCapture capture(FaultyCamera camera) throws Exception {
        Map<String, Object> options = Map.of("uri", camera.uri(), "fps", 10);
        return CountedCapture.start(options, FaultyCamera.LOGIN, SLOW_RETRY);
    }

    /** All kinds in random order, again and again. */
    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < FAULTS) {
            List<Fault> round = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(round, random);
            faults.addAll(round);
        }
        return faults.subList(0, FAULTS);
    }

    /** Counts add up in themselves, see {@link CameraCounts}. */
    private static void assertThatAllFramesAreAccountedFor(CountedCapture capture) {
        Map<Long, CameraCounts> runs = capture.counts();
        Map<Long, List<FrameId>> frames = new TreeMap<>();
        capture.frames()
                .forEach(id -> frames.computeIfAbsent(id.run(), run -> new ArrayList<>()).add(id));
        assertThat(capture.frames()).extracting(FrameId::run).isSorted();
        runs.forEach(
                (run, counts) -> {
                    List<FrameId> ofRun = frames.getOrDefault(run, List.of());
                    assertThat(counts.pending()).isZero();
                    assertThat(ofRun).hasSize((int) counts.published());
                    assertThat(ofRun)
                            .extracting(FrameId::sequence)
                            .isSorted()
                            .doesNotHaveDuplicates();
                    assertThat(ofRun).allMatch(id -> id.sequence() < counts.captured());
                });
    }

    private void print() {
        System.out.println("fault | recoveries | p50 ms | p99 ms | max ms");
        List<Long> all = new ArrayList<>();
        recoveries.forEach(
                (fault, millis) -> {
                    print(name(fault), millis);
                    all.addAll(millis);
                });
        print("all", all);
    }

    private static void print(String what, List<Long> millis) {
        Collections.sort(millis);
        System.out.printf(
                "%s | %d | %d | %d | %d%n",
                what,
                millis.size(),
                percentile(millis, 50),
                percentile(millis, 99),
                percentile(millis, 100));
    }

    /** The smallest value that so many percent of the sorted values are not above. */
    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
