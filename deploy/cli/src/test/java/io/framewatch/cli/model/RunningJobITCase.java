package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands, in processes of their own, on a job of two tasks that runs. */
@Timeout(300)
class RunningJobITCase {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);

    @TempDir private static Path folder;

    private static EmbeddedBroker broker;
    private static JobCluster cluster;

    private Path config;
    private KafkaOptions kafka;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        cluster = JobCluster.start(Files.createDirectory(folder.resolve("flink")));
        writeModel("home", "0", "car");
        writeModel("gate", "1", "car");
        writeModel("gate", "2", "car");
        writeModel("boats", "1", "boat");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @BeforeEach
    void startJob(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName();
        config =
                Files.writeString(
                        folder.resolve(prefix + ".yaml"),
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "%s.", partitions: 2}
                        model: {uri: "%s", tuned: false}
                        job: {delivery: at-least-once, transactional-id-prefix: %s}
                        rules:
                          - {id: car, label: car, enter: {score: 0.9}, exit: {score: 0.5}}
                        """
                                .formatted(
                                        broker.bootstrapServers(),
                                        prefix,
                                        model("home", "0"),
                                        prefix));
        JobOptions options = JobOptions.of(Configuration.read(config));
        kafka = options.kafka();
        TopicAdmin.ensure(new KafkaClients(kafka), Topics.OF_THE_JOB);
        cluster.run(environment -> FramewatchJob.assemble(environment, options));
    }

    @AfterEach
    void endJob() throws Exception {
        cluster.cancel();
    }

    @Test
    void shouldDeploy() throws Exception {
        TestingCommand deploy = run("deploy", "--model", model("gate", "1"));

        assertThat(deploy.out())
                .contains(
                        "Announced gate 1 as active.",
                        "Subtask 1 of 2: active, ",
                        "Subtask 2 of 2: active, ");
        assertThat(deploy.exitCode()).isZero();
        assertThat(status()).startsWith("Serving: gate 1 on 2 of 2 tasks, announced 20");

        TestingCommand refused = run("deploy", "--model", model("boats", "1"));

        assertThat(refused.out())
                .contains("Subtask 1 of 2: refused, as it lacks a label that a rule watches: ")
                .contains("Subtask 2 of 2: refused, as it lacks a label that a rule watches: ");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(status().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "Serving: gate 1 on 2 of 2 tasks, announced 20"),
                        line ->
                                assertThat(line)
                                        .startsWith("Refused: boats 1 on 2 of 2 tasks, announced ")
                                        .contains(", as it lacks a label that a rule watches: "));
    }

    @Test
    void shouldRunAShadowThatLacksALabelOfARule() throws Exception {
        TestingCommand shadow = run("shadow", "--model", model("boats", "1"), "--share", "0.5");

        assertThat(shadow.out())
                .contains(
                        "Announced boats 1 as shadow.",
                        "Subtask 1 of 2: shadow, ",
                        "Subtask 2 of 2: shadow, ");
        assertThat(shadow.exitCode()).isZero();
        assertThat(status().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "Serving: home 0 on 2 of 2 tasks, from the"
                                                        + " configuration"),
                        line ->
                                assertThat(line)
                                        .startsWith("Shadow: boats/shadow 1 on 2 of 2 tasks, "));

        TestingCommand twin = run("shadow", "--model", model("home", "0"));

        assertThat(twin.out())
                .contains("Subtask 1 of 2: set-aside, as it is the model that serves");
        assertThat(twin.exitCode()).isZero();
    }

    @Test
    void shouldRollBackToTheConfiguredModelAndForthAgain() throws Exception {
        run("deploy", "--model", model("gate", "1"));

        TestingCommand back = run("rollback", "gate");

        assertThat(back.out())
                .contains(
                        "Announced gate 1 as retired.",
                        "Subtask 1 of 2: retired",
                        "Subtask 2 of 2: retired");
        assertThat(back.exitCode()).isZero();
        assertThat(status().lines())
                .containsExactly(
                        "Serving: home 0 on 2 of 2 tasks, from the configuration",
                        "Before: gate 1, which model rollback gate goes back to");

        TestingCommand forth = run("rollback", "gate");

        assertThat(forth.out()).contains("Announced gate 1 as active.", "Subtask 2 of 2: active");
        assertThat(forth.exitCode()).isZero();
        assertThat(status().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Serving: gate 1 on 2 of 2 tasks"));

        run("deploy", "--model", model("gate", "2"));
        assertThat(run("rollback", "gate").out()).contains("Announced gate 1 as active.");
    }

    @Test
    void shouldRetire() throws Exception {
        run("deploy", "--model", model("gate", "1"));

        TestingCommand retire = run("retire", "gate");

        assertThat(retire.out()).isEqualToIgnoringNewLines("Announced gate 1 as retired.");
        assertThat(retire.exitCode()).isZero();
        String expected = "Serving: home 0 on 2 of 2 tasks, from the configuration";
        while (!status().strip().equals(expected)) {
            Thread.onSpinWait(); // asking takes seconds
        }
        TestingCommand nothing = run("rollback", "gate");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err())
                .isEqualToIgnoringNewLines(
                        "framewatch model rollback: model 'gate' is not deployed on"
                                + " shouldRetire.models, nor was an earlier version");
    }

    @Test
    void shouldFollowTheOrderOfTheLogWhateverTheClocksSay() throws Exception {
        assertThat(announce("gate", "1", Duration.ofHours(1)))
                .contains("Subtask 1 of 2: active, ", "Subtask 2 of 2: active, ");

        TestingCommand deploy = run("deploy", "--model", model("gate", "2"));

        assertThat(deploy.out()).contains("Subtask 1 of 2: active, ", "Subtask 2 of 2: active, ");
        assertThat(deploy.exitCode()).isZero();
        assertThat(status()).startsWith("Serving: gate 2 on 2 of 2 tasks, announced ");

        assertThat(announce("home", "0", Duration.ofHours(-1)))
                .contains("Subtask 1 of 2: active, ", "Subtask 2 of 2: active, ");
        assertThat(status()).startsWith("Serving: home 0 on 2 of 2 tasks, announced ");
    }

    /** As a machine does whose clock is ahead by a time; waits for the answer. */
    private String announce(String name, String version, Duration ahead) throws Exception {
        Path model = model(name, version);
        Folder files = new Folder(model.toString(), ModelDigest.of(ModelFiles.of(model)));
        ModelDeployment deployment =
                new ModelDeployment(
                        name, version, new Role.Active(files), DeployedFolder.now().plus(ahead));
        StringWriter out = new StringWriter();
        assertThat(
                        CommandLine.populateCommand(new WaitOptions())
                                .announce(kafka, deployment, new PrintWriter(out)))
                .isTrue();
        return out.toString();
    }

    private String status() throws Exception {
        TestingCommand status = run("status");
        assertThat(status.exitCode()).as(status.err()).isZero();
        return status.out();
    }

    private TestingCommand run(String command, Object... arguments) throws Exception {
        Object[] all = new Object[arguments.length + 3];
        all[0] = command;
        all[1] = "--config";
        all[2] = config;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        TestingCommand run = TestingCommand.runApart(folder, all);
        assertThat(run.out() + run.err()).doesNotContain("Kafka at");
        return run;
    }

    private static void writeModel(String name, String version, String label) throws Exception {
        ModelFolder.write(
                model(name, version),
                VARIANT,
                Weights.untrained(VARIANT, 1),
                new ModelDescription(
                        name, version, List.of(label, "other"), false, "Random.", Map.of()));
    }

    private static Path model(String name, String version) {
        return folder.resolve(name + "-" + version);
    }
}
