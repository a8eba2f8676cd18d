package io.framewatch.consumer.forward;

import static io.framewatch.consumer.forward.TestingAlerts.ended;
import static io.framewatch.consumer.forward.TestingAlerts.started;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.consumer.RetryAfterException;
import io.framewatch.event.Picture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyChannelTest {

    private static final String KEY = "R015ZEBRA4711ZEBRA4711ZEBRA4711Z";

    private final ObjectMapper mapper = new ObjectMapper();
    private TestingReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = TestingReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void shouldTriggerAsTheEventsApiDescribes() throws Exception {
        // given
        String link = "https://cctv.example/alerts?id={id}";

        // when
        channel(link).send(started().with(Picture.ofJpeg(new byte[] {(byte) 0xFF, (byte) 0xD8})));

        // then
        TestingReceiver.Request request = receiver.take();
        assertThat(request.path()).isEqualTo("/v2/enqueue");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(mapper.readTree(request.body()))
                .isEqualTo(
                        mapper.readTree(
                                """
                                {"routing_key": "R015ZEBRA4711ZEBRA4711ZEBRA4711Z",
                                 "event_action": "trigger",
                                 "dedup_key": "car/gate-1/1764043290123/55",
                                 "client": "Framewatch",
                                 "payload": {
                                   "summary": "car at gate-1",
                                   "source": "gate-1",
                                   "severity": "warning",
                                   "timestamp": "2026-11-25T04:01:30.123456Z",
                                   "component": "car",
                                   "class": "sports car",
                                   "custom_details": {
                                     "id": "car/gate-1/1764043290123/55",
                                     "rule": "car",
                                     "ruleRevision": "4711abcd",
                                     "camera": "gate-1",
                                     "label": "sports car",
                                     "state": "started",
                                     "from": "2026-11-25T04:01:30.123456Z",
                                     "decidedAt": "2026-11-25T04:01:30.523456Z",
                                     "peakScore": 0.9,
                                     "evidence": {
                                       "frame": "gate-1/1764043290123/57",
                                       "topic": "framewatch.frames",
                                       "partition": 3,
                                       "offset": 4711},
                                     "model": "mobile-former",
                                     "modelVersion": "3",
                                     "modelSha256": "0000000000000000000000000000000000000000000000000000000000000000"}},
                                 "links": [{
                                   "href": "https://cctv.example/alerts?id=car%2Fgate-1%2F1764043290123%2F55",
                                   "text": "Framewatch"}]}
                                """));
    }

    @Test
    void shouldResolveWithTheKeyOfTheTrigger() throws Exception {
        // when
        channel(null).send(ended());

        // then
        assertThat(mapper.readTree(receiver.take().body()))
                .isEqualTo(
                        mapper.readTree(
                                """
                                {"routing_key": "R015ZEBRA4711ZEBRA4711ZEBRA4711Z",
                                 "event_action": "resolve",
                                 "dedup_key": "car/gate-1/1764043290123/55"}
                                """));
    }

    @Test
    void shouldKeepTheLimitsOfTheEventsApi() throws Exception {
        // given
        String rule = "r".repeat(2000);

        // when
        channel(null).send(started(rule, "gate-1"));
        channel(null).send(ended(rule, "gate-1"));

        // then
        JsonNode trigger = mapper.readTree(receiver.take().body());
        assertThat(trigger.at("/payload/summary").asText()).hasSize(1024);
        String key = trigger.path("dedup_key").asText();
        assertThat(key).hasSizeLessThanOrEqualTo(255);
        assertThat(mapper.readTree(receiver.take().body()).path("dedup_key").asText())
                .isEqualTo(key);
    }

    @Test
    void shouldRejectWhatPagerDutyCallsInvalidWithoutShowingTheKey() {
        // given
        receiver.answer(
                exchange -> {
                    byte[] body =
                            ("{\"errors\": [\"no service has " + KEY + "\"]}").getBytes(UTF_8);
                    exchange.sendResponseHeaders(400, body.length);
                    exchange.getResponseBody().write(body);
                });

        // when / then
        assertThatThrownBy(() -> channel(null).send(started()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("channel duty: receiver 127.0.0.1")
                .hasMessageContaining("answers 400")
                .hasMessageContaining("no service has")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void shouldComeAgainWhenPagerDutySays() {
        // given
        receiver.answer(429, "Retry-After", "17");

        // when / then
        assertThatThrownBy(() -> channel(null).send(started()))
                .isInstanceOfSatisfying(
                        RetryAfterException.class,
                        e -> assertThat(e.delay()).isEqualTo(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void shouldRetryWhatARetryMayHeal(int status) {
        // given
        receiver.answer(status);

        // when / then
        assertThatThrownBy(() -> channel(null).send(started()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 413})
    void shouldRejectWhatARetryDoesNotHeal(int status) {
        // given
        receiver.answer(status);

        // when / then
        assertThatThrownBy(() -> channel(null).send(started()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("answers " + status);
    }

    @Test
    void shouldNotWaitForAReceiverThatIsSilent() throws Exception {
        // given
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PagerDutyChannel channel =
                        options(
                                        HttpAddress.of("http://127.0.0.1:" + silent.getLocalPort()),
                                        null,
                                        Duration.ofMillis(100))
                                .open("duty")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel duty")
                    .hasMessageNotContaining(KEY);
        }
    }

    @Test
    void shouldNotShowTheKey() {
        // given
        PagerDutyOptions options =
                options(
                        HttpAddress.of(receiver.url() + "/v2/enqueue"),
                        null,
                        Duration.ofSeconds(1));

        // when / then
        assertThat(options.toString()).doesNotContain(KEY);
    }

    private PagerDutyChannel channel(String link) {
        return options(HttpAddress.of(receiver.url() + "/v2/enqueue"), link, Duration.ofSeconds(10))
                .open("duty");
    }

    private static PagerDutyOptions options(HttpAddress url, String link, Duration timeout) {
        return new PagerDutyOptions(url, KEY, PagerDutyOptions.Severity.WARNING, link, timeout);
    }
}
