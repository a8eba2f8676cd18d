package io.framewatch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code compose.yaml} without Grafana: it works, and goes on after what may happen to it. */
@TestMethodOrder(OrderAnnotation.class)
class ComposeITCase {

    private static final List<String> SERVICES =
            List.of(
                    "kafka-1",
                    "kafka-2",
                    "kafka-3",
                    "zookeeper",
                    "jobmanager",
                    "taskmanager-1",
                    "taskmanager-2",
                    "ingest-1",
                    "ingest-2",
                    "forwarder",
                    "page",
                    "prometheus",
                    "camera",
                    "receiver");

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        Images.build();
        List<String> arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(SERVICES);
        Compose.run(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        Compose.run("down", "--volumes", "--timeout", "5");
    }

    @Test
    @Order(1)
    void shouldSendAlertsOfACameraThatIsAdded() throws Exception {
        // Topics can be made once two brokers are up.
        await("camera room", ComposeITCase::addCamera);

        awaitAlertAfter(Instant.EPOCH);

        assertThat(Compose.framewatch("camera", "list")).contains("room", "live");
        for (String service : List.of("jobmanager", "taskmanager-1")) {
            assertThat(Compose.run("exec", "-T", service, "/opt/framewatch/bin/job-healthy"))
                    .isEmpty();
        }
    }

    @Test
    @Order(2)
    void shouldGiveItsMetricsToPrometheus() throws Exception {
        Map<String, String> allUp =
                List.of(
                                "ingest-1:9464",
                                "ingest-2:9464",
                                "jobmanager:9249",
                                "taskmanager-1:9249",
                                "taskmanager-2:9249",
                                "forwarder:9464")
                        .stream()
                        .collect(Collectors.toMap(target -> target, target -> "up"));

        await("targets that are all up", () -> targets().equals(allUp));
    }

    @Test
    @Order(2)
    void shouldShowTheCameraToWhoeverHasAToken() throws Exception {
        String picture = "/api/cameras/room/picture";

        await("picture of room", () -> page(picture, Compose.PAGE_TOKEN).statusCode() == 200);

        assertThat(page(picture, Compose.PAGE_TOKEN).body()).startsWith(0xff, 0xd8);
        assertThat(page(picture, "a guess").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(3)
    void shouldGoOnWhenTheJobManagerIsKilled() throws Exception {
        Compose.kill("jobmanager");
        Instant killedAt = Instant.now();
        Compose.run("start", "jobmanager");

        awaitAlertAfter(killedAt);
    }

    @Test
    @Order(4)
    void shouldPutAPoisonedRecordAside() throws Exception {
        Compose.send("framewatch.frames", "room", "no picture");

        await(
                "dead letter",
                () -> Compose.framewatch("dead-letters", "--camera", "room").contains("ce_"));
    }

    @Test
    @Order(5)
    void shouldGoOnWithoutABroker() throws Exception {
        Compose.kill("kafka-2");
        Instant killedAt = Instant.now();

        awaitAlertAfter(killedAt);

        Compose.run("start", "kafka-2");
    }

    @Test
    @Order(6)
    void shouldHaveAnsweredEachFrameOnceAfterAll() throws Exception {
        Compose.framewatch("camera", "pause", "room");

        await("closed run", () -> Set.of("closed").equals(Set.copyOf(runStates())));

        JsonNode totals = ledger().path("totals");
        assertThat(totals.path("published").asLong()).isPositive();
        assertThat(totals.path("classified").asLong()).isEqualTo(totals.path("published").asLong());
        assertThat(totals.path("unaccounted").asLong()).isZero();
        assertThat(Compose.committed("framewatch.classifications", "ce_id"))
                .hasSize(totals.path("classified").asInt())
                .doesNotHaveDuplicates();
        assertThat(Compose.committed("framewatch.alerts", "ce_id")).doesNotHaveDuplicates();
    }

    private static boolean addCamera() throws InterruptedException {
        try {
            Compose.framewatch(
                    "camera", "add", "room", "--uri", "rtsp://camera:8554/room", "--fps", "12");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode ledger() throws IOException, InterruptedException {
        return new JsonMapper().readTree(Compose.framewatch("ledger", "--output", "json"));
    }

    private static List<String> runStates() throws IOException, InterruptedException {
        return ledger().path("runs").findValuesAsText("state");
    }

    private static HttpResponse<byte[]> page(String path, String token)
            throws IOException, InterruptedException {
        String address = Compose.run("port", "page", "8090").strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .header("Authorization", "Bearer " + token)
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    /** The health of each of Prometheus' targets. */
    private static Map<String, String> targets() throws IOException, InterruptedException {
        String address = Compose.run("port", "prometheus", "9090").strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/targets")).build();
        JsonNode answer =
                new JsonMapper()
                        .readTree(
                                HttpClient.newHttpClient()
                                        .send(request, BodyHandlers.ofString())
                                        .body());
        return answer.path("data")
                .path("activeTargets")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                target -> target.path("labels").path("instance").textValue(),
                                target -> target.path("health").textValue()));
    }

    private static void awaitAlertAfter(Instant time) throws IOException, InterruptedException {
        await(
                "alert that was decided after " + time,
                () ->
                        Compose.notices().stream()
                                .map(notice -> notice.path("data").path("decidedAt").textValue())
                                .anyMatch(decided -> Instant.parse(decided).isAfter(time)));
    }

    private static void await(String what, Waiting.Condition condition)
            throws IOException, InterruptedException {
        Waiting.until(what, condition, Compose::logs);
    }
}
