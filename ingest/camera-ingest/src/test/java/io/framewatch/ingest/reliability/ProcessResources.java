package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The threads, also native ones, and the file handles of this process, counted by name and kind.
 *
 * @param threads by name without numbers
 * @param files by what they are open on, without numbers
 */
record ProcessResources(Map<String, Integer> threads, Map<String, Integer> files) {

    /** Threads that the virtual machine starts and ends as it likes. */
    private static final Pattern OF_THE_VM =
            Pattern.compile("C[12] Compiler.*|G1 .*|GC Thread.*|process reaper.*|VM .*|Sweeper.*");

    /** Jars are opened as classes are loaded. */
    private static final Pattern OF_CLASSES = Pattern.compile(".*\\.jar|.*/modules");

    private static final Path PROCESS = Path.of("/proc/self");
    private static final int SETTLE_TRIES = 300;
    private static final int COLLECTIONS = 20;

    static ProcessResources now() {
        return new ProcessResources(
                count("task", task -> Files.readString(task.resolve("comm")).strip(), OF_THE_VM),
                count("fd", file -> Files.readSymbolicLink(file).toString(), OF_CLASSES));
    }

    /**
     * Physical memory of this process in KiB: the least after each of some collections, as the
     * virtual machine gives memory back bit by bit.
     */
    static long residentKib() throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            pause();
            least = Math.min(least, readResidentKib());
        }
        return least;
    }

    /** Waits until this process has nothing that it did not have then. */
    void awaitNoMore() throws InterruptedException {
        ProcessResources now = now();
        for (int i = 0; i < SETTLE_TRIES && !now.isWithin(this); i++) {
            pause();
            now = now();
        }
        assertThat(now.isWithin(this)).as("%s must be within %s", now, this).isTrue();
    }

    private static long readResidentKib() throws IOException {
        try (Stream<String> lines = Files.lines(PROCESS.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void pause() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }

    private boolean isWithin(ProcessResources before) {
        return isWithin(threads, before.threads) && isWithin(files, before.files);
    }

    private static boolean isWithin(Map<String, Integer> now, Map<String, Integer> before) {
        return now.entrySet().stream()
                .allMatch(entry -> entry.getValue() <= before.getOrDefault(entry.getKey(), 0));
    }

    private interface Name {
        String of(Path path) throws IOException;
    }

    private static Map<String, Integer> count(String folder, Name name, Pattern leftOut) {
        Map<String, Integer> counts = new TreeMap<>();
        try (Stream<Path> paths = Files.list(PROCESS.resolve(folder))) {
            paths.forEach(
                    path -> {
                        try {
                            String text = name.of(path);
                            if (!leftOut.matcher(text).matches()) {
                                counts.merge(text.replaceAll("\\d+", "#"), 1, Integer::sum);
                            }
                        } catch (IOException e) {
                            // it has ended since it was listed
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }
}
