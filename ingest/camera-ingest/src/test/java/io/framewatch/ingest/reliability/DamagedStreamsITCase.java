package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Captures damaged streams in a process of its own, which a crash of FFmpeg would end. How many:
 * {@code -Dframewatch.streams=2000}; again from a seed: {@code -Dframewatch.seed=1}; one of them:
 * {@code -Dframewatch.first=17 -Dframewatch.streams=1}.
 */
class DamagedStreamsITCase {

    private static final long PICTURES = 30;
    private static final int COUNT = Integer.getInteger("framewatch.streams", 60);
    private static final int FIRST = Integer.getInteger("framewatch.first", 0);
    private static final long SEED =
            Long.getLong("framewatch.seed", ThreadLocalRandom.current().nextInt());

    @TempDir Path folder;

    private final List<String[]> intact = new ArrayList<>();
    private final List<String[]> done = new ArrayList<>();
    private final List<String[]> usages = new ArrayList<>();
    private final TreeSet<Integer> begun = new TreeSet<>();
    private final List<String> others = new ArrayList<>();
    private Process process;

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void shouldCaptureDamagedStreamsAndAccountForEveryFrame() throws Exception {
        System.out.println("framewatch.seed=" + SEED);
        process = start();

        process.inputReader().lines().forEach(this::read);

        assertThat(process.waitFor())
                .as("exit code with framewatch.seed=%d, at streams %s, %s", SEED, begun, others)
                .isZero();
        report();
        assertThat(others).isEmpty();
        assertThat(intact)
                .allSatisfy(words -> assertThat(number(words, 5)).isGreaterThanOrEqualTo(PICTURES));
        assertThat(done).hasSize(COUNT);
        assertThat(problems(intact)).isEmpty();
        assertThat(problems(done)).isEmpty();
        assertThat(usages).extracting(words -> words[1]).containsOnly("[]");
        assertThat(handles(usages.get(1))).hasSizeLessThanOrEqualTo(handles(usages.get(0)).length);
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + folder,
                        "-XX:ErrorFile=" + Path.of("target", "damaged-streams-%p.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingDamagedStreams.class.getName(),
                        folder.toString(),
                        Long.toString(SEED),
                        Integer.toString(FIRST),
                        Integer.toString(COUNT))
                .redirectError(Path.of("target", "damaged-streams.log").toFile())
                .start();
    }

    private void read(String line) {
        String[] words = line.split("\t", -1);
        switch (words[0]) {
            case "intact" -> intact.add(words);
            case "begin" -> begun.add(Integer.valueOf(words[1]));
            case "done" -> {
                done.add(words);
                begun.remove(Integer.valueOf(words[1]));
            }
            case "usage" -> usages.add(words);
            default -> others.add(line);
        }
    }

    private void report() {
        System.out.printf(
                "%-22s %8s %8s %8s %8s  ended%n",
                "", "streams", "captured", "published", "dropped");
        Map<String, List<String[]>> byStream = new TreeMap<>();
        done.forEach(
                words -> byStream.computeIfAbsent(words[2], key -> new ArrayList<>()).add(words));
        byStream.forEach(DamagedStreamsITCase::print);
        print("all", done);
        Map<String, Integer> reasons = new TreeMap<>();
        done.forEach(words -> reasons.merge(words[9], 1, Integer::sum));
        System.out.println("why: " + reasons);
        System.out.printf(
                "handles %d and %d, resident %d and %d MiB%n",
                handles(usages.get(0)).length,
                handles(usages.get(1)).length,
                number(usages.get(0), 3) / 1024,
                number(usages.get(1), 3) / 1024);
    }

    private static void print(String name, List<String[]> lines) {
        Map<String, Integer> states = new TreeMap<>();
        lines.forEach(words -> states.merge(words[4], 1, Integer::sum));
        long[] sums =
                IntStream.rangeClosed(5, 7)
                        .mapToLong(i -> lines.stream().mapToLong(words -> number(words, i)).sum())
                        .toArray();
        System.out.printf(
                "%-22s %8d %8d %8d %8d  %s%n",
                name, lines.size(), sums[0], sums[1], sums[2], states);
    }

    private static List<String> problems(List<String[]> lines) {
        return lines.stream()
                .filter(words -> !words[8].isEmpty())
                .map(words -> String.join(" ", words))
                .toList();
    }

    private static String[] handles(String[] usage) {
        return usage[2].split(", ");
    }

    private static long number(String[] words, int index) {
        return Long.parseLong(words[index]);
    }
}
