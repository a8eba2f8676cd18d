package io.framewatch.ingest.reliability;

import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.reliability.TestingStreamCapture.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process that captures damaged streams, four at a time. It prints a line when it begins a
 * stream and one when it is done, so that a crash names the streams.
 *
 * <pre>
 * begin NUMBER STREAM
 * intact|done NUMBER STREAM DAMAGE STATE CAPTURED PUBLISHED DROPPED PROBLEM WHY
 * usage THREADS HANDLES RESIDENT_KIB
 * </pre>
 */
final class TestingDamagedStreams {

    private static final int CAPTURES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Path folder;
    private final long seed;
    private final List<TestingStream> streams;

    private TestingDamagedStreams(Path folder, long seed, List<TestingStream> streams) {
        this.folder = folder;
        this.seed = seed;
        this.streams = streams;
    }

    /** Arguments: a folder, the seed, the number of the first stream, and how many streams. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        CameraCapture.loadNatives();
        TestingDamagedStreams process =
                new TestingDamagedStreams(
                        folder, Long.parseLong(arguments[1]), TestingStream.makeAll(folder));
        int first = Integer.parseInt(arguments[2]);
        Set<Thread> own = Thread.getAllStackTraces().keySet();
        process.captureAll(0, process.streams.size(), true);
        say("usage", TestingUsage.after(own));
        process.captureAll(first, Integer.parseInt(arguments[3]), false);
        say("usage", TestingUsage.after(own));
    }

    private void captureAll(int first, int count, boolean intact) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(CAPTURES);
        CountDownLatch left = new CountDownLatch(count);
        try (TestingStreamServer server = new TestingStreamServer()) {
            for (int i = first; i < first + count; i++) {
                int number = i;
                executor.execute(
                        () -> {
                            capture(server, number, intact);
                            left.countDown();
                        });
            }
            left.await();
        }
        executor.shutdown();
        executor.awaitTermination(1, TimeUnit.MINUTES);
    }

    private void capture(TestingStreamServer server, int number, boolean intact) {
        TestingStream stream = streams.get(number % streams.size());
        // Random gives similar first numbers for similar seeds.
        Random random = new Random(new Random(seed + number).nextLong());
        TestingDamage damage = new TestingDamage(random);
        UnaryOperator<byte[]> operator = intact ? UnaryOperator.identity() : damage::of;
        if (!intact) {
            say("begin", number, stream);
        }
        try (TestingDamagedStream damaged =
                new TestingDamagedStream(server, folder, random, operator)) {
            String id = "stream-" + number;
            Outcome outcome =
                    TestingStreamCapture.capture(
                            id,
                            damaged.open(stream, id),
                            stream.carrier(),
                            intact ? PATIENCE : TIMEOUT);
            say(
                    intact ? "intact" : "done",
                    number,
                    stream,
                    damage,
                    outcome.state(),
                    outcome.counts().captured(),
                    outcome.counts().published(),
                    outcome.counts().droppedTotal(),
                    outcome.problem(),
                    outcome.why());
        } catch (Throwable e) {
            say("failed", number, stream, e);
            Runtime.getRuntime().halt(2); // a thread that hangs would keep the process
        }
    }

    private static synchronized void say(Object... words) {
        System.out.println(
                Stream.of(words)
                        .map(word -> word.toString().replaceAll("\\R", " "))
                        .collect(Collectors.joining("\t")));
    }
}
