package io.framewatch.benchmark;

import io.framewatch.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The broker in a process of its own, as in operation, so that its processor time, heap and
 * collector are not counted as the job's. It ends when its standard input closes, so it never
 * outlives the benchmark.
 */
final class BrokerProcess implements AutoCloseable {

    private static final long CLOSE_SECONDS = 20;

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the process and waits until the broker is up.
     *
     * @throws IOException if it does not start; the reason is on standard error
     */
    static BrokerProcess start() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(arguments());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // Its standard output stays open after its only line.
        String address =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (address == null) {
            process.destroyForcibly();
            throw new IOException("the broker's process ended before the broker was up");
        }
        return new BrokerProcess(process, address);
    }

    /** Address for clients, {@code 127.0.0.1:port}. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Processor time of the process so far; zero if the platform does not report it. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Stops the broker and deletes its log. Idempotent. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A broker that can be killed and goes on with its log, for clients that wait until it is up.
     *
     * @param folder for its log and output
     * @param port where it listens on loopback
     */
    static KilledProcess killed(Path folder, int port) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:TieredStopAtLevel=1"); // starts sooner
        arguments.addAll(arguments());
        arguments.add(folder.resolve("log").toString());
        arguments.add(Integer.toString(port));
        return new KilledProcess("broker", folder, arguments);
    }

    /**
     * The process itself: prints the address and runs until standard input ends.
     *
     * @param args none, or folder and port of a broker that keeps its log
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (EmbeddedBroker broker =
                args.length == 0
                        ? EmbeddedBroker.start()
                        : EmbeddedBroker.startIn(Path.of(args[0]), Integer.parseInt(args[1]))) {
            out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Input is ignored.
            }
        }
    }

    private static List<String> arguments() {
        return List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=" + BenchCommands.LOGGING,
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName());
    }
}
