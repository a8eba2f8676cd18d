package io.framewatch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/**
 * The whole pipeline in containers at a {@link SecuredBroker}: each component logs in as its own
 * user. Not thread-safe.
 */
final class SecuredPipeline implements AutoCloseable {

    private static final List<String> USERS =
            List.of(
                    "ingest",
                    "job",
                    "forward",
                    "traces",
                    "topics",
                    "cameras",
                    "rules",
                    "alerts",
                    "transactions");

    private final Containers containers;
    private final SecuredBroker broker;
    private final GenericContainer<?> camera;
    private final GenericContainer<?> receiver;
    private final GenericContainer<?> console;
    private final GenericContainer<?> ingest;
    private final GenericContainer<?> forwarder;
    private final GenericContainer<?> traces;
    private final List<GenericContainer<?>> flink;

    private SecuredPipeline(TestingKey key) {
        containers =
                new Containers(
                        Map.of(
                                Path.of("src/test/resources/secured.yaml"),
                                Containers.SETTINGS,
                                key.certificate(),
                                "/etc/framewatch/kafka.pem"));
        broker = new SecuredBroker(containers.network(), key);
        camera = containers.camera();
        receiver = containers.receiver();
        console =
                containers
                        .shipped("console", Images.TOOLS)
                        .withCreateContainerCmdModifier(
                                create -> create.withEntrypoint("sleep", "infinity"))
                        .waitingFor(Wait.forSuccessfulCommand("true"));
        ingest =
                as("ingest", containers.shipped("ingest", Images.INGEST))
                        .withCommand("ingest", "--config", Containers.SETTINGS);
        forwarder =
                as("forward", containers.shipped("forwarder", Images.TOOLS))
                        .withCommand("forward", "--config", Containers.SETTINGS);
        // Nobody takes the traces: that must not end the reading.
        traces =
                as("traces", containers.shipped("traces", Images.TOOLS))
                        .withCommand("traces", "--config", Containers.SETTINGS)
                        .waitingFor(Wait.forLogMessage("traces of alerts.*\\n", 1));
        flink =
                List.of(
                        as("job", containers.jobManager()),
                        containers.taskManager("taskmanager-1"),
                        containers.taskManager("taskmanager-2"));
    }

    /** Starts all, topics first, and waits until each is healthy. */
    static SecuredPipeline start(Path folder) throws IOException, InterruptedException {
        Images.build();
        SecuredPipeline pipeline = new SecuredPipeline(TestingKey.of(folder, SecuredBroker.HOST));
        try {
            pipeline.broker.start(USERS);
            Startables.deepStart(pipeline.camera, pipeline.receiver, pipeline.console).join();
            String unused = pipeline.run("topics", "topics", "apply");
            List<GenericContainer<?>> others = new ArrayList<>(pipeline.flink);
            others.addAll(List.of(pipeline.ingest, pipeline.forwarder));
            Startables.deepStart(others).join();
            // It ends where Kafka does not answer soon: not while all others start.
            pipeline.traces.start();
            return pipeline;
        } catch (RuntimeException | AssertionError | IOException e) {
            pipeline.close();
            throw e;
        }
    }

    /** Runs a command as a user; returns what it printed. */
    String run(String user, String... arguments) throws IOException, InterruptedException {
        ExecResult run = execute(user, arguments);
        assertThat(run.getExitCode()).as(run.getStderr() + run.getStdout()).isZero();
        return run.getStdout();
    }

    /** Runs a command as a user, whatever comes of it. */
    ExecResult execute(String user, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/opt/framewatch/bin/framewatch"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", Containers.SETTINGS));
        return console.execInContainer(
                ExecConfig.builder()
                        .command(command.toArray(String[]::new))
                        .envVars(login(user))
                        .build());
    }

    SecuredBroker broker() {
        return broker;
    }

    GenericContainer<?> forwarder() {
        return forwarder;
    }

    /** What the receiver got, a line each. */
    List<String> notices() {
        return NoticePrinter.notices(receiver.getLogs());
    }

    /** The end of what each container has printed, for a failure. */
    String logs() {
        return Containers.logs(all().toList());
    }

    @Override
    public void close() {
        all().forEach(GenericContainer::stop);
        containers.close();
    }

    private Stream<GenericContainer<?>> all() {
        return Stream.concat(
                flink.stream(),
                Stream.of(
                        ingest, forwarder, traces, console, receiver, camera, broker.container()));
    }

    private static GenericContainer<?> as(String user, GenericContainer<?> container) {
        return container.withEnv(login(user));
    }

    private static Map<String, String> login(String user) {
        return Map.of("KAFKA_USER", user, "KAFKA_PASSWORD", SecuredBroker.password(user));
    }
}
