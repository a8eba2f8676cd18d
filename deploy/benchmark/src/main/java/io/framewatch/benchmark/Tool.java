package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs an installed program to its end. */
final class Tool {

    private Tool() {}

    /**
     * Runs it; its output is not shown.
     *
     * @throws IOException if it cannot be started or fails, with the last line of its output
     */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            List<String> lines = output.strip().lines().toList();
            String last = lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
            throw new IOException(
                    "'%s' ended with %d: %s".formatted(String.join(" ", command), exitCode, last));
        }
    }

    /** Whether it can be started and ends with 0. */
    static boolean succeeds(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
