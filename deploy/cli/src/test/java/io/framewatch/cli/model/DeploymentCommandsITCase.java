package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code model deploy} and its siblings on a broker; where a job answers, the test does. */
@Timeout(120)
class DeploymentCommandsITCase {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);

    @TempDir private static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        for (String version : List.of("1", "2")) {
            ModelFolder.write(
                    model(version),
                    VARIANT,
                    Weights.untrained(VARIANT, 1),
                    new ModelDescription(
                            "gate", version, List.of("car", "bus"), false, "Random.", Map.of()));
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldDeployAndRollBack() throws Exception {
        Path config = config("back.");

        assertThat(run("deploy", config, "--model", model("1"), "--no-wait").out())
                .isEqualToIgnoringNewLines("Announced gate 1 as active.");
        run("deploy", config, "--model", model("2"), "--no-wait");
        assertThat(deployments("back.").get("gate").version()).isEqualTo("2");
        assertThat(deployments("back.").get("gate").role().toLoad().orElseThrow().uri())
                .isEqualTo(model("2").toUri().toString());

        assertThat(run("rollback", config, "gate", "--no-wait").exitCode()).isZero();
        assertThat(deployments("back.").get("gate").version()).isEqualTo("1");
        run("rollback", config, "gate", "--no-wait");
        assertThat(deployments("back.").get("gate").version()).isEqualTo("2");
    }

    @Test
    void shouldSayWhenThereIsNothingToGoBackTo() throws Exception {
        TestingCommand run = run("rollback", config("none."), "gate", "--no-wait");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "model 'gate' is not deployed on none.models, nor was an earlier version");
    }

    @Test
    void shouldGoBackToWhatServedBeforeTheFirstDeployment() throws Exception {
        Path config = config("first.");
        run("deploy", config, "--model", model("1"), "--no-wait");

        assertThat(run("rollback", config, "gate", "--no-wait").out())
                .isEqualToIgnoringNewLines("Announced gate 1 as retired.");
        assertThat(deployments("first.").get("gate").role()).isEqualTo(new Role.Retired());

        run("deploy", config, "--model", model("2"), "--no-wait");
        assertThat(deployments("first.")).doesNotContainKey("gate/previous");
        assertThat(run("rollback", config, "gate", "--no-wait").out())
                .isEqualToIgnoringNewLines("Announced gate 2 as retired.");
    }

    @Test
    void shouldGiveEachRecordAnIdOfItsOwn() throws Exception {
        Path config = config("ids.");
        run("deploy", config, "--model", model("1"), "--no-wait");
        run("deploy", config, "--model", model("2"), "--no-wait");
        Map<String, Deployment> deployments = deployments("ids.");
        long first = deployments.get("gate/previous").announcedAt().toEpochMilli();
        long second = deployments.get("gate").announcedAt().toEpochMilli();

        assertThat(ids("ids."))
                .containsExactly(
                        "gate/1/active/" + first,
                        "gate/previous/1/active/" + first,
                        "gate/2/active/" + second);
    }

    @Test
    void shouldKeepAShadowBesideTheActiveVersionUntilItIsRetired() throws Exception {
        Path config = config("shadow.");
        run("deploy", config, "--model", model("1"), "--no-wait");
        run("shadow", config, "--model", model("2"), "--share", "0.25", "--no-wait");

        assertThat(deployments("shadow.").get("gate").version()).isEqualTo("1");
        assertThat(deployments("shadow.").get("gate/shadow").role())
                .isInstanceOfSatisfying(
                        Role.Shadow.class, role -> assertThat(role.share()).isEqualTo(0.25));

        assertThat(run("retire", config, "gate/shadow").exitCode()).isZero();
        assertThat(deployments("shadow.").get("gate/shadow").role()).isEqualTo(new Role.Retired());
        assertThat(deployments("shadow.").get("gate").role()).isInstanceOf(Role.Active.class);
    }

    @Test
    void shouldWaitForEverySubtaskAndShowWhatItSaid() throws Exception {
        Path config = config("wait.");
        CompletableFuture<Void> job =
                CompletableFuture.runAsync(() -> answer("wait.", ModelState.ACTIVE, null));

        TestingCommand run = run("deploy", config, "--model", model("1"));
        job.join();

        assertThat(run.out())
                .contains("Subtask 1 of 2: active, 8.5 ms a batch", "Subtask 2 of 2: active");
        assertThat(run.exitCode()).isZero();
        JsonNode status =
                new ObjectMapper().readTree(run("status", config, "--output", "json").out());
        assertThat(status.at("/0/key").asText()).isEqualTo("gate");
        assertThat(status.at("/0/subtasks/1/state").asText()).isEqualTo("active");
    }

    @Test
    void shouldEndWithOneIfASubtaskRefuses() throws Exception {
        Path config = config("refused.");
        CompletableFuture<Void> job =
                CompletableFuture.runAsync(
                        () -> answer("refused.", ModelState.REFUSED, "is missing: f"));

        TestingCommand run = run("deploy", config, "--model", model("1"));
        job.join();

        assertThat(run.out()).contains("Subtask 1 of 2: refused, as it is missing: f");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run("status", config).out())
                .startsWith("Refused: gate 1 on 2 of 2 tasks, announced ")
                .contains(", as it is missing: f");
    }

    @Test
    void shouldNameAFolderThatIsNoModel() throws Exception {
        TestingCommand run = run("deploy", config("no."), "--model", folder.resolve("none"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(folder.resolve("none") + " is no model");
    }

    /** Of all records of the models topic, in order. */
    private static List<String> ids(String prefix) {
        TopicPartition models = new TopicPartition(kafka(prefix).topic(Topics.MODELS.name()), 0);
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        kafka(prefix).clientProperties(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(models));
            consumer.seekToBeginning(List.of(models));
            long end = consumer.endOffsets(List.of(models)).get(models);
            while (consumer.position(models) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record ->
                                        ids.add(
                                                new String(
                                                        record.headers()
                                                                .lastHeader("ce_id")
                                                                .value(),
                                                        StandardCharsets.UTF_8)));
            }
        }
        return ids;
    }

    /** Waits for an announcement and answers it for two subtasks. */
    private static void answer(String prefix, ModelState state, String reason) {
        KafkaOptions kafka = kafka(prefix);
        try (TopicWriter writer = new TopicWriter(new KafkaClients(kafka))) {
            Deployment deployment = null;
            while (deployment == null) {
                deployment = ModelRecords.deployments(kafka).get("gate");
            }
            for (int subtask = 0; subtask < 2; subtask++) {
                ModelStatus status =
                        new ModelStatus(
                                Subject.of(deployment),
                                new Outcome(
                                        state, reason, reason == null ? 8_500L : null, List.of()),
                                new Task(subtask, 2),
                                deployment.announcedAt());
                writer.write(Topics.MODEL_STATUS, status);
            }
        } catch (Exception e) {
            throw new AssertionError("the job's part failed", e);
        }
    }

    private static TestingCommand run(String command, Path config, Object... arguments)
            throws Exception {
        Object[] all = new Object[arguments.length + 3];
        all[0] = command;
        all[1] = "--config";
        all[2] = config;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return TestingCommand.run(all);
    }

    private static Map<String, Deployment> deployments(String prefix) throws Exception {
        return ModelRecords.deployments(kafka(prefix));
    }

    private static Path config(String prefix) throws Exception {
        return Files.writeString(
                folder.resolve(prefix + "yaml"),
                "kafka: {bootstrap-servers: \"%s\", topic-prefix: \"%s\"}"
                        .formatted(broker.bootstrapServers(), prefix));
    }

    private static KafkaOptions kafka(String prefix) {
        return new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of());
    }

    private static Path model(String version) {
        return folder.resolve("gate-" + version);
    }
}
