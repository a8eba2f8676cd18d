package io.framewatch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every component with a user of its own, which may do what {@code deploy/kafka/rights} says. */
@TestMethodOrder(OrderAnnotation.class)
class RightsITCase {

    private static final String ALERTS_OF_THE_FORWARDER =
            "--allow-principal User:framewatch-forward --operation Read --topic framewatch.alerts";

    /** For what does not happen here: bad and late frames, and a camera with an earlier run. */
    private static final Set<String> UNUSED =
            Set.of(
                    "WRITE framewatch.dead-letters",
                    "READ framewatch.dead-letters",
                    "WRITE framewatch.shed",
                    "READ framewatch.camera-status");

    @TempDir private static Path folder;

    private static SecuredPipeline pipeline;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pipeline = SecuredPipeline.start(folder);
    }

    @AfterAll
    static void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    @Order(1)
    void shouldGoFromTheCameraToThePeople() throws Exception {
        pipeline.run(
                "cameras",
                "camera",
                "add",
                "room",
                "--uri",
                "rtsp://camera:8554/room",
                "--fps",
                "12");
        pipeline.run(
                "rules",
                "rule",
                "add",
                "person",
                "cameras=room",
                "head=room",
                "label=person",
                "enter.score=0.8",
                "enter.frames=3",
                "exit.score=0.5");
        pipeline.run("rules", "model", "deploy", "--model", "/opt/framewatch/models/roadside");
        await("an alert", () -> !pipeline.notices().isEmpty());
        String alert = json(pipeline.notices().get(0)).path("data").path("id").textValue();

        assertThat(pipeline.run("topics", "topics", "diff")).contains("framewatch.frames");
        assertThat(pipeline.run("cameras", "camera", "list")).contains("room", "live");
        assertThat(pipeline.run("rules", "model", "status")).contains("roadside");
        assertThat(pipeline.run("rules", "rule", "test", "person", "--from", anHourAgo()))
                .contains("person");
        assertThat(pipeline.run("alerts", "alerts", "list")).contains(alert);
        assertThat(pipeline.run("alerts", "alerts", "mark", alert, "right")).contains("marked");
        assertThat(pipeline.run("alerts", "dead-letters")).contains("no such dead letter");
        await("a parked alert", RightsITCase::hasParkedAlert);
        // It may have begun with the rule, in the middle of what raised it: then it comes out
        // earlier.
        assertThat(pipeline.execute("alerts", "alerts", "verify", alert).getStdout())
                .contains("decided again");
    }

    @Test
    @Order(2)
    void shouldSayWhichRightIsMissingAndHoldUpNobodyElse() throws Exception {
        pipeline.broker().acls("--remove --force " + ALERTS_OF_THE_FORWARDER);
        awaitLog("channel test: failing: Kafka: .*framewatch\\.alerts");
        int noticed = pipeline.notices().size();
        int raised = alerts();
        await("alerts go on", () -> alerts() > raised);
        assertThat(pipeline.notices()).hasSize(noticed);

        pipeline.broker().acls("--add " + ALERTS_OF_THE_FORWARDER);

        awaitLog("channel test: well again");
        await("the alerts in between", () -> pipeline.notices().size() > noticed);
    }

    @Test
    @Order(3)
    void shouldAbortATransaction() throws Exception {
        await("an open transaction that is aborted", RightsITCase::abort);
    }

    @Test
    @Order(4)
    void shouldCloseTheLedgerWithNoFrameUnaccounted() throws Exception {
        pipeline.run("cameras", "camera", "remove", "room");

        await("an ended run of which nothing is in flight", () -> ledger("inFlight") == 0);

        assertThat(ledger("published")).isPositive().isEqualTo(ledger("classified"));
        assertThat(ledger("unaccounted")).isZero();
        assertThat(pipeline.notices())
                .extracting(notice -> json(notice).path("id").textValue())
                .doesNotHaveDuplicates();
    }

    @Test
    @Order(5)
    void shouldGiveNoRightThatNobodyNeeds() throws Exception {
        Authorizations made = pipeline.broker().authorizations();

        assertThat(made.denied())
                .as("nothing but what was taken back before")
                .isNotEmpty()
                .allMatch(right -> right.user().equals("User:framewatch-forward"))
                .allMatch(right -> right.name().equals("framewatch.alerts"));
        assertThat(pipeline.broker().rights())
                .isNotEmpty()
                .filteredOn(right -> !UNUSED.contains(right.operation() + " " + right.name()))
                .allSatisfy(right -> assertThat(made.allowed()).anyMatch(right::covers));
    }

    /** The receiver refuses what comes by the forwarder's second channel. */
    private static boolean hasParkedAlert() throws IOException, InterruptedException {
        return pipeline.run("alerts", "dead-letters", "--parked").contains("answered 400");
    }

    private static boolean abort() throws IOException, InterruptedException {
        JsonNode open =
                json(pipeline.run("transactions", "topics", "transactions", "--output", "json"));
        return !open.isEmpty()
                && pipeline.execute(
                                        "transactions",
                                        "topics",
                                        "transactions",
                                        "--abort",
                                        open.get(0).path("id").textValue())
                                .getExitCode()
                        == 0;
    }

    private static String anHourAgo() {
        return Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static int alerts() throws IOException, InterruptedException {
        return json(pipeline.run("alerts", "alerts", "list", "--output", "json")).size();
    }

    private static long ledger(String count) throws IOException, InterruptedException {
        return json(pipeline.run("alerts", "ledger", "--output", "json"))
                .path("totals")
                .path(count)
                .asLong(-1);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static void awaitLog(String expression) throws IOException, InterruptedException {
        await(
                expression,
                () ->
                        pipeline.forwarder()
                                .getLogs()
                                .lines()
                                .anyMatch(line -> line.matches(".*" + expression + ".*")));
    }

    private static void await(String what, Waiting.Condition condition)
            throws IOException, InterruptedException {
        Waiting.until(what, condition, pipeline::logs);
    }
}
