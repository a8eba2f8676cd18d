package io.framewatch.consumer.forward;

import static io.framewatch.consumer.forward.TestingAlerts.ended;
import static io.framewatch.consumer.forward.TestingAlerts.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.event.Alert;
import io.framewatch.event.EventJson;
import io.framewatch.event.Picture;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's broker and its subscriber. */
@Timeout(300)
class MqttChannelITCase {

    private static final String PASSWORD = "zebra-4711-zebra";
    private static final Login LOGIN = new Login("framewatch", PASSWORD);
    private static final Picture PICTURE =
            Picture.ofJpeg(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 10, 13, (byte) 0xFF});

    @TempDir Path folder;

    @Test
    void shouldPublishPictureThenEventThenState() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "framewatch/#");
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            // when
            channel.send(started().with(PICTURE));
            channel.send(ended());

            // then
            assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=online");
            MosquittoSub.Seen image = subscriber.next();
            assertThat(image.topic()).isEqualTo("framewatch/gate-1/car/image");
            assertThat(image.payload()).isEqualTo(PICTURE.jpeg());
            MosquittoSub.Seen event = subscriber.next();
            assertThat(event.topic()).isEqualTo("framewatch/gate-1/car/event");
            assertThat(EventJson.read(event.payload(), Alert.class)).isEqualTo(started());
            assertThat(subscriber.nextText()).isEqualTo("framewatch/gate-1/car/state=ON");
            assertThat(EventJson.read(subscriber.next().payload(), Alert.class)).isEqualTo(ended());
            assertThat(subscriber.nextText()).isEqualTo("framewatch/gate-1/car/state=OFF");
        }
    }

    @Test
    void shouldKeepAllButEventsForLateSubscribers() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            channel.send(started().with(PICTURE));

            // when
            try (MosquittoSub late = new MosquittoSub(broker.port(), "framewatch/#")) {
                Map<String, Boolean> retained = new TreeMap<>();
                for (int i = 0; i < 3; i++) {
                    MosquittoSub.Seen seen = late.next();
                    retained.put(seen.topic(), seen.retained());
                }

                // then
                assertThat(retained)
                        .isEqualTo(
                                Map.of(
                                        "framewatch/availability", true,
                                        "framewatch/gate-1/car/image", true,
                                        "framewatch/gate-1/car/state", true));
            }
        }
    }

    @Test
    void shouldDescribeWhatThereIsToHomeAssistant() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "homeassistant/#");
                MqttChannel channel = withDiscovery(broker).open("home")) {
            // when
            channel.send(started("car", "gate-1.door").with(PICTURE));
            channel.send(ended("car", "gate-1.door").with(PICTURE));
            channel.send(started("a_b", "yard"));

            // then
            ObjectMapper mapper = new ObjectMapper();
            MosquittoSub.Seen sensor = subscriber.next();
            assertThat(sensor.topic())
                    .isEqualTo("homeassistant/binary_sensor/framewatch__gate-1_2Edoor__car/config");
            assertThat(mapper.readTree(sensor.payload()))
                    .isEqualTo(
                            mapper.readTree(
                                    """
                                    {"name": "car",
                                     "unique_id": "framewatch__gate-1_2Edoor__car",
                                     "state_topic": "framewatch/gate-1.door/car/state",
                                     "json_attributes_topic": "framewatch/gate-1.door/car/event",
                                     "availability_topic": "framewatch/availability",
                                     "qos": 1,
                                     "device": {"name": "gate-1.door",
                                       "identifiers": ["framewatch__gate-1_2Edoor"],
                                       "manufacturer": "Framewatch"},
                                     "origin": {"name": "Framewatch"}}
                                    """));
            MosquittoSub.Seen image = subscriber.next();
            assertThat(image.topic())
                    .isEqualTo("homeassistant/image/framewatch__gate-1_2Edoor__car__image/config");
            assertThat(mapper.readTree(image.payload()).path("image_topic").asText())
                    .isEqualTo("framewatch/gate-1.door/car/image");
            assertThat(subscriber.next().topic())
                    .isEqualTo("homeassistant/binary_sensor/framewatch__yard__a_5Fb/config");
        }
    }

    @Test
    void shouldPublishByMqtt3() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "framewatch/+/+/state")) {
            // when
            try (MqttChannel channel = options(broker, 3, Login.none()).open("home")) {
                channel.send(started());
            }

            // then
            assertThat(subscriber.nextText()).isEqualTo("framewatch/gate-1/car/state=ON");
            broker.program().await(line -> line.contains("as framewatch-") && line.contains("p2"));
        }
    }

    @Test
    void shouldGiveHostileNamesOneLevelOfTheirOwn() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "framewatch/+/+/state");
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            // when
            channel.send(started("../#/+\u0000é", "gate-1"));

            // then
            assertThat(subscriber.nextText())
                    .isEqualTo("framewatch/gate-1/..%2F%23%2F%2B%00%C3%A9/state=ON");
        }
    }

    @Test
    void shouldSayThatItIsGoneWhenItIsClosed() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "+/availability")) {
            MqttChannel channel = options(broker, 5, Login.none()).open("home");
            assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=online");

            // when
            channel.close();
            channel.close();

            // then
            assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=offline");
            assertThatThrownBy(() -> channel.send(started())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldHaveTheBrokerSayThatItWasKilled() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MosquittoSub subscriber = new MosquittoSub(broker.port(), "framewatch/#")) {
            Process forwarder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Sender.class.getName(),
                                    "" + broker.port())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (BufferedReader output = forwarder.inputReader()) {
                assertThat(output.lines().anyMatch("sent"::equals)).isTrue();

                // when
                forwarder.destroyForcibly();

                // then
                assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=online");
                assertThat(subscriber.next().topic()).isEqualTo("framewatch/gate-1/car/event");
                assertThat(subscriber.nextText()).isEqualTo("framewatch/gate-1/car/state=ON");
                assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=offline");
            } finally {
                forwarder.destroyForcibly().waitFor();
            }
        }
    }

    /** Sends an alert and stays. */
    static final class Sender {

        private Sender() {}

        public static void main(String[] arguments) throws Exception {
            MqttBroker broker =
                    new MqttBroker(
                            MqttAddress.of("mqtt://127.0.0.1:" + arguments[0]),
                            5,
                            Login.none(),
                            null);
            MqttOptions options =
                    new MqttOptions(broker, "framewatch", false, Duration.ofSeconds(30));
            try (MqttChannel channel = options.open("home")) {
                channel.send(started());
                System.out.println("sent");
                int end = System.in.read();
                System.out.println(end);
            }
        }
    }

    @Test
    void shouldComeBackAfterTheBroker() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MqttChannel channel = withDiscovery(broker).open("home")) {
            channel.send(started());

            // when
            broker.stop();

            // then
            assertThatThrownBy(() -> channel.send(ended()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel home: MQTT broker 127.0.0.1:" + broker.port());

            // when
            broker.start();

            // then the new broker, which knows nothing, hears everything
            try (MosquittoSub subscriber = new MosquittoSub(broker.port(), "#")) {
                assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=online");
                channel.send(ended());
                assertThat(subscriber.next().topic()).startsWith("homeassistant/binary_sensor/");
                assertThat(EventJson.read(subscriber.next().payload(), Alert.class))
                        .isEqualTo(ended());
                assertThat(subscriber.nextText()).isEqualTo("framewatch/gate-1/car/state=OFF");
            }
        }
    }

    @Test
    void shouldNotWaitForABrokerThatIsFrozen() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            channel.send(started());

            // when
            broker.program().signal("-STOP");

            // then
            assertThatThrownBy(() -> channel.send(ended()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has not acknowledged within");
            broker.program().signal("-CONT");
        }
    }

    @Test
    void shouldBeginWithoutABroker() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.stop();
            try (MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
                assertThatThrownBy(() -> channel.send(started()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is not connected");

                // when
                broker.start();

                // then
                try (MosquittoSub subscriber = new MosquittoSub(broker.port(), "#")) {
                    assertThat(subscriber.nextText()).isEqualTo("framewatch/availability=online");
                }
            }
        }
    }

    @Test
    void shouldLogInOverTls() throws Exception {
        // given
        TestingCertificate certificate = TestingCertificate.of(folder, "ip:127.0.0.1");
        try (Mosquitto broker = secured(certificate);
                MqttChannel channel = secured(broker, LOGIN, certificate).open("home")) {
            // when
            channel.send(started());

            // then
            broker.program().await(line -> line.contains("framewatch/gate-1/car/state"));
        }
    }

    @Test
    void shouldSayThatTheLoginIsRefusedWithoutThePassword() throws Exception {
        // given
        TestingCertificate certificate = TestingCertificate.of(folder, "ip:127.0.0.1");
        Login wrong = new Login("framewatch", "wrong-" + PASSWORD);
        try (Mosquitto broker = secured(certificate);
                MqttChannel channel = secured(broker, wrong, certificate).open("home")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel home: MQTT broker 127.0.0.1")
                    .hasMessageContaining("NOT_AUTHORIZED")
                    .hasMessageNotContaining(PASSWORD);
        }
    }

    @Test
    void shouldTrustOnlyItsAuthoritiesAndTheHostsName() throws Exception {
        // given
        TestingCertificate stranger = TestingCertificate.of(folder, "ip:127.0.0.1");
        TestingCertificate elsewhere = TestingCertificate.of(folder, "dns:broker.example");
        try (Mosquitto broker = secured(elsewhere);
                MqttChannel untrusting = secured(broker, LOGIN, stranger).open("home");
                MqttChannel misled = secured(broker, LOGIN, elsewhere).open("home")) {
            // when / then
            assertThatThrownBy(() -> untrusting.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not chain with any of the trust anchors");
            assertThatThrownBy(() -> misled.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1 found");
        }
    }

    @Test
    void shouldSayThatTheBrokerRefusesATopic() throws Exception {
        // given
        Path rights = Files.writeString(folder.resolve("acl"), "topic write framewatch/+\n");
        try (Mosquitto broker =
                        new Mosquitto(folder, "allow_anonymous true", "acl_file " + rights);
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("channel home: MQTT broker 127.0.0.1")
                    .hasMessageContaining("NOT_AUTHORIZED");
        }
    }

    @Test
    void shouldRejectWhatFitsInNoTopic() throws Exception {
        // given
        try (Mosquitto broker = new Mosquitto(folder);
                MqttChannel channel = options(broker, 5, Login.none()).open("home")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started("+".repeat(30_000), "gate-1")))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("channel home: alert '+");
        }
    }

    private Mosquitto secured(TestingCertificate certificate) throws Exception {
        return new Mosquitto(
                folder,
                "certfile " + certificate.chain(),
                "keyfile " + certificate.key(),
                "allow_anonymous false",
                "password_file " + Mosquitto.passwords(folder, "framewatch", PASSWORD));
    }

    private static MqttOptions secured(
            Mosquitto broker, Login login, TestingCertificate certificate) {
        MqttAddress address = MqttAddress.of("mqtts://127.0.0.1:" + broker.port());
        MqttBroker secured = new MqttBroker(address, 5, login, certificate.authority());
        return new MqttOptions(secured, "framewatch", false, Duration.ofSeconds(10));
    }

    private static MqttOptions options(Mosquitto broker, int version, Login login) {
        MqttAddress address = MqttAddress.of("mqtt://127.0.0.1:" + broker.port());
        MqttBroker plain = new MqttBroker(address, version, login, null);
        return new MqttOptions(plain, "framewatch", false, Duration.ofSeconds(5));
    }

    private static MqttOptions withDiscovery(Mosquitto broker) {
        MqttBroker plain = options(broker, 5, Login.none()).server();
        return new MqttOptions(plain, "framewatch", true, Duration.ofSeconds(5));
    }
}
