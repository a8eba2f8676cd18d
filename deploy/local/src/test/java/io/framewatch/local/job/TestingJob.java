package io.framewatch.local.job;

import io.framewatch.cli.Framewatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code ./framewatch job} in a process of its own, as the launcher starts it. */
final class TestingJob implements AutoCloseable {

    private static final Path MODEL = Path.of("../distribution/models/imagenette").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;
    private static final long POLL_MILLIS = 50;
    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]+)]");

    private final Process process;
    private final Path output;
    private final Path workspace;

    private TestingJob(Process process, Path output, Path workspace) {
        this.process = process;
        this.output = output;
        this.workspace = workspace;
    }

    /**
     * Starts a job with the imagenette model and checkpoints in the folder.
     *
     * @param folder where everything of the process goes
     * @param arguments besides the configuration and the checkpoints
     */
    static TestingJob start(Path folder, String bootstrapServers, String... arguments)
            throws IOException {
        Path workspace = Files.createTempDirectory(folder, "framewatch-");
        Path config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        """
                        kafka: {bootstrap-servers: "%s"}
                        model: {uri: "%s", tuned: false}
                        job: {checkpoint-interval: 5min, parallelism: 1}
                        """
                                .formatted(bootstrapServers, MODEL));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-Dframewatch.workspace=" + workspace,
                        "-Djava.io.tmpdir=" + workspace,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Framewatch.class.getName(),
                        "job",
                        "--config",
                        config.toString(),
                        "--checkpoints",
                        folder.resolve("checkpoints").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "job-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().remove("FLINK_CONF_DIR");
        return new TestingJob(builder.start(), output, workspace);
    }

    /** Waits until its output has a match, and returns the first group of it. */
    String await(String expression) throws IOException, InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Matcher matcher = pattern.matcher(output());
            if (matcher.find()) {
                return matcher.group(matcher.groupCount());
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("no '" + expression + "' in:\n" + output());
            }
            process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the job does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** As a supervisor stops it. */
    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** What there is of its temporary files. */
    boolean hasTemporaryFiles() {
        return Files.exists(workspace);
    }

    /** The addresses it listens on, in the hexadecimal form of Linux's {@code /proc/net/tcp}. */
    Set<String> listening() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        List<String> sockets = new ArrayList<>();
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            for (Path file : files.toList()) {
                Matcher matcher = SOCKET.matcher(Files.readSymbolicLink(file).toString());
                if (matcher.matches()) {
                    sockets.add(matcher.group(1));
                }
            }
        }
        Set<String> addresses = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
                String[] columns = line.strip().split(" +");
                if (columns[3].equals("0A") && sockets.contains(columns[9])) {
                    addresses.add(columns[1].substring(0, columns[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
