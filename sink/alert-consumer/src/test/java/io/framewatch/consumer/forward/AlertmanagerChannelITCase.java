package io.framewatch.consumer.forward;

import static io.framewatch.consumer.forward.TestingAlerts.ended;
import static io.framewatch.consumer.forward.TestingAlerts.started;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's Alertmanager. */
@Timeout(300)
class AlertmanagerChannelITCase {

    @TempDir Path folder;

    @Test
    void shouldFireAtTheStartAndResolveAtTheEnd() throws Exception {
        // given
        try (TestingReceiver webhook = TestingReceiver.start();
                Alertmanager alertmanager = new Alertmanager(folder, webhook.url());
                AlertmanagerChannel channel = options(alertmanager.address()).open("am")) {
            // when
            channel.send(started());

            // then
            JsonNode alert = alerts(alertmanager).get(0);
            assertThat(alert.path("labels"))
                    .isEqualTo(
                            new ObjectMapper()
                                    .readTree(
                                            """
                                            {"alertname": "car", "camera": "gate-1",
                                             "label": "sports car", "severity": "page",
                                             "alert_id": "car/gate-1/1764043290123/55"}
                                            """));
            assertThat(alert.at("/annotations/summary").asText()).isEqualTo("car at gate-1");
            assertThat(Instant.parse(alert.path("startsAt").asText()))
                    .as("which Alertmanager rounds")
                    .isEqualTo("2026-11-25T04:01:30.123Z");
            assertThat(Instant.parse(alert.path("endsAt").asText()))
                    .isAfter(Instant.now().plus(Duration.ofHours(23)));
            assertThat(notice(webhook).path("status").asText()).isEqualTo("firing");

            // when
            channel.send(ended());

            // then
            JsonNode notice = notice(webhook);
            assertThat(notice.path("status").asText()).isEqualTo("resolved");
            assertThat(notice.at("/alerts/0/labels/alert_id").asText()).isEqualTo(ended().id());
            assertThat(alerts(alertmanager)).isEmpty();
        }
    }

    @Test
    void shouldResolveWhatARestartedAlertmanagerHasForgotten() throws Exception {
        // given
        try (TestingReceiver webhook = TestingReceiver.start();
                Alertmanager alertmanager = new Alertmanager(folder, webhook.url());
                AlertmanagerChannel channel = options(alertmanager.address()).open("am")) {
            channel.send(started());
            assertThat(notice(webhook).path("status").asText()).isEqualTo("firing");

            // when
            alertmanager.restart();
            assertThat(alerts(alertmanager)).isEmpty();
            channel.send(ended());

            // then
            JsonNode notice = notice(webhook);
            assertThat(notice.path("status").asText()).isEqualTo("resolved");
            assertThat(notice.at("/alerts/0/labels/alert_id").asText()).isEqualTo(started().id());
        }
    }

    @Test
    void shouldLogInWithoutShowingThePassword() throws Exception {
        // given
        Login login = new Login("framewatch", "zebra-4711-zebra");
        try (TestingReceiver receiver = TestingReceiver.start();
                AlertmanagerChannel channel =
                        new AlertmanagerOptions(
                                        HttpAddress.of(receiver.url() + "/am/"),
                                        login,
                                        Map.of(),
                                        Duration.ofHours(24),
                                        Duration.ofSeconds(10))
                                .open("am")) {
            receiver.answer(
                    exchange -> {
                        byte[] body = "not zebra-4711-zebra".getBytes(UTF_8);
                        exchange.sendResponseHeaders(401, body.length);
                        exchange.getResponseBody().write(body);
                    });

            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageEndingWith("answers 401: not ***");
            TestingReceiver.Request request = receiver.take();
            assertThat(request.path()).isEqualTo("/am/api/v2/alerts");
            assertThat(request.headers().get("authorization"))
                    .isEqualTo("Basic ZnJhbWV3YXRjaDp6ZWJyYS00NzExLXplYnJh");
        }
    }

    @Test
    void shouldSayThatAlertmanagerIsNotThere() {
        // given
        URI nobody = URI.create("http://127.0.0.1:" + DebianProgram.freePort());
        try (AlertmanagerChannel channel = options(nobody).open("am")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel am: receiver 127.0.0.1")
                    .hasMessageContaining("cannot be reached");
        }
    }

    private static JsonNode notice(TestingReceiver webhook) throws Exception {
        return new ObjectMapper().readTree(webhook.take().body());
    }

    private static JsonNode alerts(Alertmanager alertmanager) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(alertmanager.address() + "/api/v2/alerts"))
                        .build();
        String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(body);
    }

    private static AlertmanagerOptions options(URI url) {
        return new AlertmanagerOptions(
                new HttpAddress(url),
                Login.none(),
                Map.of("severity", "page"),
                Duration.ofHours(24),
                Duration.ofSeconds(10));
    }
}
