package io.framewatch.local;

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

/** A command of {@code ./framewatch} in a process of its own, as the launcher starts it. */
public final class TestingCommand implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long POLL_MILLIS = 50;
    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]+)]");

    private final Process process;
    private final Path output;
    private final Path workspace;

    private TestingCommand(Process process, Path output, Path workspace) {
        this.process = process;
        this.output = output;
        this.workspace = workspace;
    }

    /**
     * Starts it.
     *
     * @param folder where its output and temporary files go
     * @param arguments its name first
     */
    public static TestingCommand start(Path folder, List<String> arguments) throws IOException {
        Path workspace = Files.createTempDirectory(folder, "framewatch-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-Dframewatch.workspace=" + workspace,
                        "-Djava.io.tmpdir=" + workspace,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Framewatch.class.getName()));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, arguments.get(0) + "-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().remove("FLINK_CONF_DIR");
        return new TestingCommand(builder.start(), output, workspace);
    }

    /** Waits until its output has a match, and returns the last group of it. */
    public String await(String expression) throws IOException, InterruptedException {
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
    public int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the command does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** As a supervisor stops it. */
    public void terminate() {
        process.destroy();
    }

    /** What it has printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** What there is of its temporary files. */
    public boolean hasTemporaryFiles() {
        return Files.exists(workspace);
    }

    /** The addresses it listens on, in the hexadecimal form of Linux's {@code /proc/net/tcp}. */
    public Set<String> listening() throws IOException {
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
