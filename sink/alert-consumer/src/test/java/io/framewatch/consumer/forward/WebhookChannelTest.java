package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.consumer.RetryAfterException;
import io.framewatch.consumer.TestingAlerts;
import io.framewatch.event.Alert;
import io.framewatch.event.EventJson;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookChannelTest {

    private static final byte[] KEY = "0123456789abcdef01234567".getBytes(UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    private static final Alert ALERT = TestingAlerts.started("gate-1", 7);
    private static final Duration PATIENT = Duration.ofSeconds(30);

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
    void shouldPostACloudEvent() throws Exception {
        channel("/alerts?token=1", PATIENT).send(ALERT);

        TestingReceiver.Request request = receiver.take();
        assertThat(request.path()).isEqualTo("/alerts?token=1");
        assertThat(request.headers())
                .containsEntry("content-type", "application/cloudevents+json; charset=utf-8");
        JsonNode event = new ObjectMapper().readTree(request.body());
        assertThat(event.path("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.path("id").textValue()).isEqualTo(ALERT.id() + "/started");
        assertThat(event.path("source").textValue()).isEqualTo("/cameras/gate-1");
        assertThat(event.path("type").textValue()).isEqualTo("io.framewatch.alert.v1");
        assertThat(event.path("time").textValue()).isEqualTo("2026-11-25T04:00:07Z");
        assertThat(event.path("dataschema").textValue()).isEqualTo("urn:framewatch:alert:v1");
        assertThat(EventJson.read(event.path("data").toString().getBytes(UTF_8), Alert.class))
                .isEqualTo(ALERT);
    }

    @Test
    void shouldSignAsStandardWebhooksSay() throws Exception {
        Instant before = Instant.now();
        channel("/", PATIENT).send(ALERT);

        TestingReceiver.Request request = receiver.take();
        String timestamp = request.headers().get("webhook-timestamp");
        assertThat(request.headers()).containsEntry("webhook-id", ALERT.id() + "/started");
        assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
                .isBetween(before.minusSeconds(1), Instant.now());
        String signed = ALERT.id() + "/started." + timestamp + "." + request.body();
        assertThat(request.headers())
                .containsEntry("webhook-signature", "v1," + TestingHmac.base64(KEY, signed));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503})
    void shouldBeTriedAgainAfter(int status) {
        receiver.answer(status);

        assertThatThrownBy(() -> channel("/", PATIENT).send(ALERT))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RetryAfterException.class)
                .hasMessage("%s answered %d", receiver.url(), status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 410, 422})
    void shouldBeFinalAfter(int status) {
        receiver.answer(status, "Location", receiver.url() + "/elsewhere");

        assertThatThrownBy(() -> channel("/", PATIENT).send(ALERT))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("%s answered %d".formatted(receiver.url(), status));
        assertThat(receiver.all()).as("redirects are not followed").hasSize(1);
    }

    @Test
    void shouldDeliverWhatFailedBefore() throws Exception {
        receiver.answer(500);
        Channel channel = channel("/", PATIENT);

        assertThatThrownBy(() -> channel.send(ALERT)).isInstanceOf(IOException.class);
        channel.send(ALERT);

        assertThat(receiver.take().headers().get("webhook-id"))
                .isEqualTo(receiver.take().headers().get("webhook-id"));
    }

    @Test
    void shouldSayWhenTheReceiverWantsItAgain() {
        receiver.answer(429, "Retry-After", "120");

        RetryAfterException busy =
                catchThrowableOfType(
                        RetryAfterException.class, () -> channel("/", PATIENT).send(ALERT));

        assertThat(busy.delay()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void shouldNotWaitForAnAnswerForEver() {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answer(exchange -> end.await());

        assertThatThrownBy(() -> channel("/", Duration.ofMillis(200)).send(ALERT))
                .isInstanceOf(IOException.class)
                .hasMessage("%s has not answered within 200 ms", receiver.url());
        end.countDown();
    }

    @Test
    void shouldNotWaitForTheRestOfAnAnswerForEver() {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answer(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    end.await();
                });

        assertThatThrownBy(() -> channel("/", Duration.ofMillis(500)).send(ALERT))
                .isInstanceOf(IOException.class)
                .hasMessage("%s has not answered within 500 ms", receiver.url());
        end.countDown();
    }

    @Test
    void shouldSayThatNobodyListensWithoutTheSecretOfTheAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Channel channel =
                new WebhookOptions("http://127.0.0.1:" + port + "/s3cret", SECRET, PATIENT)
                        .open("ops");

        assertThatThrownBy(() -> channel.send(ALERT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("http://127.0.0.1:" + port + " cannot be reached: ")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ops.example/",
                "ops.example",
                "https:///s3cret",
                "https://s3cret@ops.example/",
                "http://s3cret with space/"
            })
    void shouldRefuseTheAddress(String url) {
        assertThatThrownBy(() -> new WebhookOptions(url, SECRET, PATIENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("webhook.url, which is not shown, must ")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "whsec_s3cret", "whsec_!", ""})
    void shouldRefuseTheSecret(String secret) {
        assertThatThrownBy(() -> new WebhookOptions("http://ops.example/", secret, PATIENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "webhook.secret, which is not shown, must be whsec_ and 24 to 64 bytes in"
                                + " base64");
    }

    @Test
    void shouldSignWithBothSecretsWhileOneIsChanged() throws Exception {
        byte[] old = "another key of 24 bytes!".getBytes(UTF_8);
        String both = SECRET + " whsec_" + Base64.getEncoder().encodeToString(old);

        String signatures = new WebhookSignature(both).of("id", 1, "body".getBytes(UTF_8));

        assertThat(signatures)
                .isEqualTo(
                        "v1,%s v1,%s"
                                .formatted(
                                        TestingHmac.base64(KEY, "id.1.body"),
                                        TestingHmac.base64(old, "id.1.body")));
    }

    private Channel channel(String path, Duration timeout) {
        return new WebhookOptions(receiver.url() + path, SECRET, timeout).open("ops");
    }
}
