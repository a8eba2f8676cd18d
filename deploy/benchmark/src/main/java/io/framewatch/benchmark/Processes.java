package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes of one command. They end when their standard input closes, so they never outlive the
 * benchmark. Their standard error goes to the terminal.
 */
final class Processes implements AutoCloseable {

    private final List<Process> processes = new ArrayList<>();

    private Processes() {}

    /** Starts a number of them; the caller closes them. */
    static Processes start(List<String> command, int count) throws IOException {
        Processes started = new Processes();
        try {
            for (int i = 0; i < count; i++) {
                started.processes.add(
                        new ProcessBuilder(command)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start());
            }
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        }
    }

    /**
     * Checks that all of them run.
     *
     * @throws CommandException if one has ended, with its exit code
     */
    void requireAlive() throws CommandException {
        for (Process process : processes) {
            if (!process.isAlive()) {
                throw new CommandException(
                        "process %d has ended with %d"
                                .formatted(process.pid(), process.exitValue()));
            }
        }
    }

    /** Processor time of all of them so far; zero if the platform does not report it. */
    Duration cpuTime() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Kills them and waits for their end. Idempotent. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
