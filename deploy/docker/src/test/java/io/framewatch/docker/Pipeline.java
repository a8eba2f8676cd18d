package io.framewatch.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole pipeline in containers on a network of their own: a camera, ingest, a broker, the job
 * with two task managers, a forwarder, and a receiver of its notices. Containers of the
 * distribution's images have a read-only file system. Not thread-safe.
 */
final class Pipeline implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Path CONFIGURATION = Path.of("src/test/resources/pipeline.yaml");
    private static final Path CLIP =
            Images.DISTRIBUTION.resolve("clips/one-by-one-person-detection.mp4");
    private static final String SETTINGS = "/etc/framewatch/framewatch.yaml";
    private static final String PROGRAMS = "/programs";

    private final Network network = Network.newNetwork();
    private final String state = "framewatch-test-" + UUID.randomUUID();
    private final KafkaContainer broker =
            new KafkaContainer(Images.kafka())
                    .withNetwork(network)
                    .withListener("kafka:19092")
                    .withStartupTimeout(START);
    private final GenericContainer<?> camera =
            program("camera", ClipCamera.class, ClipCamera.READY, "/clip.mp4", "4");
    private final GenericContainer<?> receiver =
            program("receiver", NoticePrinter.class, NoticePrinter.READY);
    private final GenericContainer<?> ingest =
            shipped("ingest", Images.INGEST).withCommand("ingest", "--config", SETTINGS);
    private final GenericContainer<?> forwarder =
            shipped("forwarder", Images.TOOLS).withCommand("forward", "--config", SETTINGS);
    private final GenericContainer<?> jobManager =
            flink("jobmanager")
                    .withCommand(
                            "standalone-job",
                            "--job-classname",
                            "io.framewatch.job.FramewatchJob",
                            "--",
                            "--config",
                            SETTINGS);
    private final List<GenericContainer<?>> taskManagers =
            Stream.of("taskmanager-1", "taskmanager-2")
                    .<GenericContainer<?>>map(name -> flink(name).withCommand("taskmanager"))
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
        List<GenericContainer<?>> containers = new ArrayList<>(taskManagers);
        containers.addAll(List.of(ingest, jobManager, forwarder));
        return containers;
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
        return receiver.getLogs().lines().filter(line -> line.startsWith("{")).toList();
    }

    /** The end of what each container has printed, for a failure. */
    String logs() {
        StringBuilder logs = new StringBuilder();
        Stream.concat(Stream.of(broker, camera, receiver), shipped().stream())
                .filter(container -> container.getContainerId() != null)
                .forEach(
                        container -> {
                            List<String> lines = container.getLogs().lines().toList();
                            logs.append("\n--- ")
                                    .append(container.getDockerImageName())
                                    .append('\n');
                            lines.stream()
                                    .skip(Math.max(0, lines.size() - 30))
                                    .forEach(line -> logs.append(line).append('\n'));
                        });
        return logs.toString();
    }

    @Override
    public void close() {
        shipped().forEach(GenericContainer::stop);
        Stream.of(receiver, camera, broker).forEach(GenericContainer::stop);
        network.close();
        try (var remove = DockerClientFactory.instance().client().removeVolumeCmd(state)) {
            remove.exec();
        }
    }

    private GenericContainer<?> program(
            String name, Class<?> program, String ready, String... arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of("-cp", PROGRAMS + ":/opt/framewatch/lib/*:/opt/framewatch/flink-lib/*"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new GenericContainer<>(DockerImageName.parse(Images.TOOLS))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(
                        create -> {
                            create.withEntrypoint("java");
                            hostConfig(create)
                                    .withBinds(
                                            bind(Path.of("target/test-classes"), PROGRAMS),
                                            bind(CLIP, "/clip.mp4"));
                        })
                .waitingFor(Wait.forLogMessage(".*" + ready + ".*", 1))
                .withStartupTimeout(START);
    }

    private GenericContainer<?> flink(String name) {
        return shipped(name, Images.JOB)
                .withEnv("JOB_MANAGER_RPC_ADDRESS", "jobmanager")
                .withCreateContainerCmdModifier(
                        // A new volume has what the image has there.
                        create -> create.withVolumes(new Volume("/opt/flink/conf")));
    }

    private GenericContainer<?> shipped(String name, String image) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCreateContainerCmdModifier(this::restrict)
                .waitingFor(Wait.forHealthcheck())
                .withStartupTimeout(START);
    }

    private void restrict(CreateContainerCmd create) {
        if (Images.TOOLS.equals(create.getImage())) {
            // The image of many commands has no check of its own.
            create.withHealthcheck(
                    new HealthCheck()
                            .withTest(
                                    List.of(
                                            "CMD",
                                            "/opt/framewatch/bin/healthy",
                                            "9464",
                                            "/metrics"))
                            .withInterval(Duration.ofSeconds(5).toNanos()));
        }
        hostConfig(create)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "exec"))
                .withBinds(
                        bind(CONFIGURATION, SETTINGS),
                        new Bind(state, new Volume("/var/lib/framewatch")));
    }

    private static HostConfig hostConfig(CreateContainerCmd create) {
        HostConfig config = create.getHostConfig();
        if (config == null) {
            throw new IllegalStateException("a container is created without a host configuration");
        }
        return config;
    }

    private static Bind bind(Path file, String place) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file.toAbsolutePath() + " must be there");
        }
        return new Bind(
                file.toAbsolutePath().normalize().toString(), new Volume(place), AccessMode.ro);
    }
}
