package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.ingest.IngestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A worker or a broker in a process of its own, which can be killed and suspended. */
public final class TestingProcess implements AutoCloseable {

    /** A silent member is gone after seconds, so that tests take no longer. */
    public static final Map<String, String> SETTINGS =
            Map.of("group.min.session.timeout.ms", "1000");

    private final Process process;

    private TestingProcess(Process process) {
        this.process = process;
    }

    /** Starts a worker; what it prints goes to a file beside its configuration. */
    public static TestingProcess worker(Path configuration) throws IOException {
        return start(Worker.class, configuration.toString(), configuration.getParent());
    }

    /** Starts a broker on a port; what it prints goes to a file of the folder. */
    static TestingProcess broker(int port, Path folder) throws IOException {
        return start(Broker.class, Integer.toString(port), folder);
    }

    private static TestingProcess start(Class<?> main, String argument, Path folder)
            throws IOException {
        Path log = folder.resolve(main.getSimpleName() + ".log");
        return new TestingProcess(
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        main.getName(),
                                        argument))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    /** As {@code kill -9}: it says good-bye to nobody. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Suspends the process: it does nothing, and its connections stay open. */
    void suspend() throws Exception {
        signal("-STOP");
    }

    /** Lets it go on as if nothing had been. */
    void goOn() throws Exception {
        signal("-CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void signal(String signal) throws Exception {
        int exitCode =
                new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        assertThat(exitCode).isZero();
    }

    /** The process of a worker. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] arguments) throws Exception {
            IngestOptions options =
                    IngestOptions.of(Configuration.read(Path.of(arguments[0])), Map.of());
            try (FleetWorker worker = FleetWorker.start(options, System.out::println)) {
                while (!worker.awaitEnd(Duration.ofSeconds(1))) {
                    // until it is killed
                }
            }
        }
    }

    /** The process of a broker. */
    static final class Broker {

        private Broker() {}

        public static void main(String[] arguments) throws Exception {
            try (EmbeddedBroker broker =
                    EmbeddedBroker.start(Integer.parseInt(arguments[0]), SETTINGS)) {
                System.out.println(broker.bootstrapServers());
                new CountDownLatch(1).await();
            }
        }
    }
}
