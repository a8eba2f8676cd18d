package io.framewatch.ingest.fleet;

import io.framewatch.configuration.Configuration;
import io.framewatch.ingest.IngestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker in a process of its own, which can be killed. */
final class TestingWorkerProcess implements AutoCloseable {

    private final Process process;

    private TestingWorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts a worker; what it prints goes to a file of the folder. */
    static TestingWorkerProcess start(Path configuration, Path folder) throws IOException {
        return new TestingWorkerProcess(
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx128m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        TestingWorkerProcess.class.getName(),
                                        configuration.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("worker.log").toFile())
                        .start());
    }

    /** As {@code kill -9}: the worker says good-bye to nobody. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process itself. */
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
