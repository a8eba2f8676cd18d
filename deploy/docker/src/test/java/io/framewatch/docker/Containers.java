package io.framewatch.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Makes containers on a network of their own. Those of the distribution's images have a read-only
 * file system, the configuration, and one volume for the job's state. Not thread-safe.
 */
final class Containers implements AutoCloseable {

    static final Duration START = Duration.ofMinutes(4);
    static final String SETTINGS = "/etc/framewatch/framewatch.yaml";

    private static final Path CLIP =
            Images.DISTRIBUTION.resolve("clips/one-by-one-person-detection.mp4");
    private static final String PROGRAMS = "/programs";
    private static final int LOGGED_LINES = 30;

    private final Network network = Network.newNetwork();
    private final String state = "framewatch-test-" + UUID.randomUUID();
    private final Map<Path, String> files;

    /**
     * @param files of the distribution's containers: where they are here, and there
     */
    Containers(Map<Path, String> files) {
        this.files = files;
    }

    /** To be closed after the containers. */
    Network network() {
        return network;
    }

    /** One that sends what it is posted to its log. */
    GenericContainer<?> receiver() {
        return program("receiver", NoticePrinter.class, NoticePrinter.READY);
    }

    /** One that plays a clip as a camera does, four times as fast as it was taken. */
    GenericContainer<?> camera() {
        return program("camera", ClipCamera.class, ClipCamera.READY, "/clip.mp4", "4");
    }

    GenericContainer<?> jobManager() {
        return flink("jobmanager")
                .withCommand(
                        "standalone-job",
                        "--job-classname",
                        "io.framewatch.job.FramewatchJob",
                        "--",
                        "--config",
                        SETTINGS);
    }

    GenericContainer<?> taskManager(String name) {
        return flink(name).withCommand("taskmanager");
    }

    /** One that is up when its health check says so. */
    GenericContainer<?> shipped(String name, String image) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCreateContainerCmdModifier(this::restrict)
                .waitingFor(Wait.forHealthcheck())
                .withStartupTimeout(START);
    }

    /** The end of what each container has printed, for a failure. */
    static String logs(Collection<GenericContainer<?>> containers) {
        StringBuilder logs = new StringBuilder();
        containers.stream()
                .filter(container -> container.getContainerId() != null)
                .forEach(
                        container -> {
                            List<String> lines = container.getLogs().lines().toList();
                            logs.append("\n--- ")
                                    .append(container.getNetworkAliases())
                                    .append('\n');
                            lines.stream()
                                    .skip(Math.max(0, lines.size() - LOGGED_LINES))
                                    .forEach(line -> logs.append(line).append('\n'));
                        });
        return logs.toString();
    }

    @Override
    public void close() {
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
        List<Bind> binds = new ArrayList<>();
        files.forEach((file, place) -> binds.add(bind(file, place)));
        binds.add(new Bind(state, new Volume("/var/lib/framewatch")));
        hostConfig(create)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "exec"))
                .withBinds(binds);
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
