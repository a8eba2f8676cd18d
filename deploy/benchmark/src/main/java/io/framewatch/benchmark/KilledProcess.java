package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process that is started again as often as it is killed. Each life has a temporary folder
 * and a log of its own. Thread-safe for {@link #close()} alone.
 */
final class KilledProcess implements AutoCloseable {

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final String name;
    private final Path folder;
    private final List<String> arguments;
    private volatile Process process;
    private int life;

    /**
     * Starts nothing yet.
     *
     * @param name says what it is, in messages and in the names of its files
     * @param folder for its files
     * @param arguments of {@code java}, in the lives to come
     */
    KilledProcess(String name, Path folder, List<String> arguments) {
        this.name = name;
        this.folder = folder;
        this.arguments = List.copyOf(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of " + name));
    }

    /** Starts the next life. */
    void start() throws IOException {
        life++;
        Path temporary = Files.createDirectories(folder.resolve(name + "-" + life));
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dframewatch.workspace=" + temporary);
        command.addAll(arguments);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile())
                        .start();
    }

    /** Ends it as a crash would, {@code kill -9}, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again if it has ended by itself with 0. */
    void startIfFinished() throws IOException {
        if (!process.isAlive() && process.exitValue() == 0) {
            start();
        }
    }

    /**
     * Checks that it runs.
     *
     * @throws IOException if it has ended; the message has the end of its log
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "%s has ended with %d:%n%s".formatted(name, process.exitValue(), logTail()));
        }
    }

    /** Kills it if it runs. Idempotent. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private String logTail() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join(
                System.lineSeparator(),
                lines.subList(Math.max(0, lines.size() - 50), lines.size()));
    }

    private Path log() {
        return folder.resolve(name + "-" + life + ".log");
    }
}
