package io.framewatch.local.job;

import io.framewatch.local.TestingCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code ./framewatch job} in a process of its own, as the launcher starts it. */
final class TestingJob implements AutoCloseable {

    private static final Path MODEL = Path.of("../distribution/models/imagenette").toAbsolutePath();

    private final TestingCommand command;

    private TestingJob(TestingCommand command) {
        this.command = command;
    }

    /**
     * Starts a job with the imagenette model and checkpoints in the folder.
     *
     * @param folder where everything of the process goes
     * @param arguments besides the configuration and the checkpoints
     */
    static TestingJob start(Path folder, String bootstrapServers, String... arguments)
            throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        """
                        kafka: {bootstrap-servers: "%s"}
                        model: {uri: "%s", tuned: false}
                        job: {checkpoint-interval: 5min, parallelism: 1}
                        """
                                .formatted(bootstrapServers, MODEL));
        List<String> command =
                new ArrayList<>(List.of("job", "--config", config.toString(), "--checkpoints"));
        command.add(folder.resolve("checkpoints").toString());
        command.addAll(List.of(arguments));
        return new TestingJob(TestingCommand.start(folder, command));
    }

    /** Waits until its output has a match, and returns the last group of it. */
    String await(String expression) throws IOException, InterruptedException {
        return command.await(expression);
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
        return command.exitCode();
    }

    /** As a supervisor stops it. */
    void terminate() {
        command.terminate();
    }

    String output() throws IOException {
        return command.output();
    }

    /** What there is of its temporary files. */
    boolean hasTemporaryFiles() {
        return command.hasTemporaryFiles();
    }

    /** The addresses it listens on, in the hexadecimal form of Linux's {@code /proc/net/tcp}. */
    Set<String> listening() throws IOException {
        return command.listening();
    }

    @Override
    public void close() {
        command.close();
    }
}
