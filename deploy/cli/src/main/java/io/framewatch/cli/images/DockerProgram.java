package io.framewatch.cli.images;

import io.framewatch.cli.CommandException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The docker program. Immutable and thread-safe.
 *
 * @param path its path, or its name to be looked up in {@code PATH}
 */
record DockerProgram(String path) {

    /**
     * Runs it; what it prints goes to this process's standard error.
     *
     * @throws CommandException if it cannot be started or does not end with 0
     */
    void run(List<String> arguments) throws CommandException, InterruptedException {
        // Docker tells its progress on both.
        output(arguments, System.err::println);
    }

    /**
     * Runs it.
     *
     * @return its standard output, without white space around it
     * @throws CommandException if it cannot be started or does not end with 0
     */
    String ask(String... arguments) throws CommandException, InterruptedException {
        List<String> lines = new ArrayList<>();
        output(List.of(arguments), lines::add);
        return String.join("\n", lines).strip();
    }

    private interface Lines {
        void take(String line);
    }

    private void output(List<String> arguments, Lines lines)
            throws CommandException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            process.getOutputStream().close();
            process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::take);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new CommandException(
                        "'%s' ended with %d".formatted(String.join(" ", command), exitCode));
            }
        } catch (IOException e) {
            throw new CommandException("'%s' cannot be run: %s".formatted(path, e.getMessage()), e);
        }
    }
}
