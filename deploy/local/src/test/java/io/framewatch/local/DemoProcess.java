package io.framewatch.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo in a process of its own, as the launcher starts it. */
final class DemoProcess implements AutoCloseable {

    private static final Path HOME = Path.of("../distribution").toAbsolutePath().normalize();
    private static final long START_SECONDS = 120;
    private static final long POLL_MILLIS = 100;

    private final Process process;
    private final Path folder;

    private DemoProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts the demo.
     *
     * @param folder where its output, its summary and its temporary files go
     */
    static DemoProcess start(Path folder, String... arguments) throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("framewatch-workspace"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(
                command,
                "-Xmx1g",
                "-Dframewatch.home=" + HOME,
                "-Dframewatch.workspace=" + workspace,
                "-Djava.io.tmpdir=" + workspace,
                "-cp",
                System.getProperty("java.class.path"),
                Framewatch.class.getName(),
                "demo",
                "--summary",
                folder.resolve("summary.json").toString());
        Collections.addAll(command, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        return new DemoProcess(builder.start(), folder);
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Waits until its output has a line that matches the expression. */
    void await(String expression) throws InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (output().lines().noneMatch(line -> line.matches(expression))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("no '" + expression + "' in:\n" + output());
            }
            process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Asks it to end, as Ctrl-C does; the demo treats both signals alike. */
    void interrupt() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    JsonNode summary() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    }

    /** What it left of its temporary files. */
    List<Path> remains() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("framewatch-"))
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
