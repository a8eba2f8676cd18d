package io.framewatch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/**
 * The images of the distribution, each process in a container of its own, from a camera to a
 * webhook.
 */
@TestMethodOrder(OrderAnnotation.class)
class ImagesITCase {

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pipeline = Pipeline.start();
    }

    @AfterAll
    static void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    @Order(1)
    void shouldRunAsAnotherUserThanRootOnAReadOnlyFileSystem() throws Exception {
        for (GenericContainer<?> container : pipeline.shipped()) {
            ExecResult run =
                    container.execInContainer(
                            "bash",
                            "-c",
                            "id -u; touch /opt/framewatch/file /var/file; ls /opt/framewatch");

            assertThat(run.getStdout().lines()).first().isNotEqualTo("0");
            assertThat(run.getStderr())
                    .contains("/opt/framewatch/file", "/var/file", "Read-only file system");
        }
    }

    @Test
    @Order(2)
    void shouldHaveNothingThatIngestDoesNotNeed() throws Exception {
        String jars = pipeline.ingest().execInContainer("ls", "/opt/framewatch/lib").getStdout();

        assertThat(jars)
                .contains("camera-ingest-", "ffmpeg-", "kafka-clients-")
                .doesNotContain("flink-", "onnxruntime", "pytorch", "kafka_2.13");
    }

    @Test
    @Order(3)
    void shouldGoOnWithAlertsWhenATaskManagerIsKilled() throws Exception {
        await("two alerts", () -> pipeline.notices().size() >= 2);

        // Each task manager has one of the two tasks.
        GenericContainer<?> victim = pipeline.taskManagers().get(0);
        victim.getDockerClient().killContainerCmd(victim.getContainerId()).exec();
        Instant killedAt = Instant.now();

        await(
                "an alert of frames that were captured after the kill",
                () ->
                        pipeline.notices().stream()
                                .anyMatch(notice -> decidedAt(notice).isAfter(killedAt)));
    }

    @Test
    @Order(4)
    void shouldCloseTheLedgerWithNoFrameUnaccounted() throws Exception {
        GenericContainer<?> ingest = pipeline.ingest();
        ingest.getDockerClient().stopContainerCmd(ingest.getContainerId()).exec();

        await(
                "an ended run of which nothing is in flight",
                () -> ledger().path("inFlight").asLong(-1) == 0);

        JsonNode totals = ledger();
        assertThat(totals.path("published").asLong()).isPositive();
        assertThat(totals.path("classified").asLong()).isEqualTo(totals.path("published").asLong());
        assertThat(totals.path("unaccounted").asLong()).isZero();
        assertThat(pipeline.notices())
                .extracting(notice -> json(notice).path("id").textValue())
                .doesNotHaveDuplicates();
    }

    private static JsonNode ledger() throws IOException, InterruptedException {
        ExecResult run =
                pipeline.forwarder()
                        .execInContainer(
                                "/opt/framewatch/bin/framewatch",
                                "ledger",
                                "--config",
                                "/etc/framewatch/framewatch.yaml",
                                "--output",
                                "json");
        assertThat(run.getExitCode()).as(run.getStderr()).isZero();
        return json(run.getStdout()).path("totals");
    }

    private static JsonNode json(String notice) {
        try {
            return new JsonMapper().readTree(notice);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + notice, e);
        }
    }

    private static Instant decidedAt(String notice) {
        return Instant.parse(json(notice).path("data").path("decidedAt").textValue());
    }

    private static void await(String what, Waiting.Condition condition)
            throws IOException, InterruptedException {
        Waiting.until(what, condition, pipeline::logs);
    }
}
