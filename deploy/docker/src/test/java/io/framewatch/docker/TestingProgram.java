package io.framewatch.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs an installed program to its end. */
final class TestingProgram {

    private static final int LINES = 15;

    private TestingProgram() {}

    /**
     * Runs it.
     *
     * @param environment variables besides those of this process
     * @return what it printed, on both streams
     * @throws IOException if it cannot be started or does not end with 0, with the end of its
     *     output
     */
    static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            List<String> lines = output.lines().toList();
            int from = Math.max(0, lines.size() - LINES);
            throw new IOException(
                    "'%s' ended with %d:\n%s"
                            .formatted(
                                    String.join(" ", command),
                                    exitCode,
                                    String.join("\n", lines.subList(from, lines.size()))));
        }
        return output;
    }
}
