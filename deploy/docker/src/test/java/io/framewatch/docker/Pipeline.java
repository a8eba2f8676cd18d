package io.framewatch.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * The whole pipeline in containers: a camera, ingest, a broker, the job with two task managers, a
 * forwarder, and a receiver of its notices. Not thread-safe.
 */
final class Pipeline implements AutoCloseable {

    private final Containers containers =
            new Containers(
                    Map.of(Path.of("src/test/resources/pipeline.yaml"), Containers.SETTINGS));
    private final KafkaContainer broker =
            new KafkaContainer(Images.kafka())
                    .withNetwork(containers.network())
                    .withListener("kafka:19092")
                    .withStartupTimeout(Containers.START);
    private final GenericContainer<?> camera = containers.camera();
    private final GenericContainer<?> receiver = containers.receiver();
    private final GenericContainer<?> ingest =
            containers
                    .shipped("ingest", Images.INGEST)
                    .withCommand("ingest", "--config", Containers.SETTINGS);
    private final GenericContainer<?> forwarder =
            containers
                    .shipped("forwarder", Images.TOOLS)
                    .withCommand("forward", "--config", Containers.SETTINGS);
    private final GenericContainer<?> jobManager = containers.jobManager();
    private final List<GenericContainer<?>> taskManagers =
            Stream.of("taskmanager-1", "taskmanager-2")
                    .<GenericContainer<?>>map(containers::taskManager)
                    .toList();

    private Pipeline() {}

    /** Starts all, and waits until each is healthy. */
    static Pipeline start() throws IOException, InterruptedException {
        Images.build();
        Pipeline pipeline = new Pipeline();
        try {
            Startables.deepStart(pipeline.broker, pipeline.camera, pipeline.receiver).join();
            List<GenericContainer<?>> shipped = new ArrayList<>(pipeline.shipped());
            Startables.deepStart(shipped).join();
            return pipeline;
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    /** Containers of the distribution's images. */
    List<GenericContainer<?>> shipped() {
        List<GenericContainer<?>> shipped = new ArrayList<>(taskManagers);
        shipped.addAll(List.of(ingest, jobManager, forwarder));
        return shipped;
    }

    GenericContainer<?> ingest() {
        return ingest;
    }

    /** Has the command line, too. */
    GenericContainer<?> forwarder() {
        return forwarder;
    }

    List<GenericContainer<?>> taskManagers() {
        return taskManagers;
    }

    /** What the receiver got, a line each. */
    List<String> notices() {
        return NoticePrinter.notices(receiver.getLogs());
    }

    /** The end of what each container has printed, for a failure. */
    String logs() {
        List<GenericContainer<?>> all = new ArrayList<>(List.of(broker, camera, receiver));
        all.addAll(shipped());
        return Containers.logs(all);
    }

    @Override
    public void close() {
        shipped().forEach(GenericContainer::stop);
        Stream.of(receiver, camera, broker).forEach(GenericContainer::stop);
        containers.close();
    }
}
