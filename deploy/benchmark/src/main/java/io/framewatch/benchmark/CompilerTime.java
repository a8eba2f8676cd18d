package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of the JVM's compiler threads. Linux reports them; Java's management beans do not.
 */
final class CompilerTime {

    private static final Path THREADS = Path.of("/proc/self/task");

    private CompilerTime() {}

    /** Nanoseconds so far; zero if the platform does not report them. */
    static long nanos() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                nanos += nanosIfCompiler(thread);
            }
        } catch (IOException e) {
            return 0;
        }
        return nanos;
    }

    private static long nanosIfCompiler(Path thread) {
        try {
            // "C1 CompilerThread0" and "C2 CompilerThread0", cut at 15 characters.
            String name = Files.readString(thread.resolve("comm"));
            if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) {
                return 0;
            }
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
        } catch (IOException e) {
            return 0; // the thread has ended
        }
    }
}
