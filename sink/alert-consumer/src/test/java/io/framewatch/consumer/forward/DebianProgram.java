package io.framewatch.consumer.forward;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program of the packages in {@code src/test/debian-packages}, and what it prints. Where it is
 * missing, tests fail and say so.
 */
final class DebianProgram implements AutoCloseable {

    private static final Path PACKAGES = Path.of("src/test/debian-packages");
    private static final String END = "(the program has ended)";

    private final String name;
    private final Process process;
    private final List<String> seen = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private DebianProgram(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static DebianProgram start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            DebianProgram program = new DebianProgram(command.get(0), process);
            Thread reader = new Thread(program::read, command.get(0));
            reader.setDaemon(true);
            reader.start();
            return program;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s does not start; it needs the Debian packages listed in %s (as root,"
                                    .formatted(
                                            command.get(0), PACKAGES.toAbsolutePath().normalize())
                            + " ./framewatch test installs them)",
                    e);
        }
    }

    /** A port of loopback on which nothing listens. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that is as wanted; lines before it are passed over. */
    String await(Predicate<String> wanted) throws InterruptedException {
        while (true) {
            String line = lines.poll(60, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError(name + " did not print what was wanted, but " + seen);
            }
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    /** As above; a program that does not get so far is ended. */
    void awaitStart(Predicate<String> wanted) throws InterruptedException {
        try {
            await(wanted);
        } catch (AssertionError | InterruptedException e) {
            close();
            throw e;
        }
    }

    void signal(String signal) throws Exception {
        String pid = Long.toString(process.pid());
        int exitCode = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("kill " + signal + " " + pid + " failed: " + exitCode);
        }
    }

    /** Asks the program to end, and waits for its end. */
    void end() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Ends the program without a chance to say goodbye, and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString());
        }
        lines.add(END);
    }
}
