package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Alert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes the state, the event and the picture of alerts to an MQTT broker. */
final class MqttChannel implements Channel {

    private final String name;
    private final MqttTopics topics;
    private final Optional<HomeAssistantDiscovery> discovery;
    private final MqttConnection connection;

    /** Topics of what Home Assistant was told on this connection; the next broker may not know. */
    private final Set<String> described = ConcurrentHashMap.newKeySet();

    MqttChannel(String name, MqttOptions options) {
        this.name = name;
        this.topics = new MqttTopics(options.topicPrefix());
        this.discovery =
                options.discovery()
                        ? Optional.of(new HomeAssistantDiscovery(topics))
                        : Optional.empty();
        this.connection =
                new MqttConnection(name, options, topics.availability(), described::clear);
    }

    @Override
    public String name() {
        return name;
    }

    /** The state comes last: whoever waits for it finds the rest. */
    @Override
    public void send(Alert alert) throws IOException, RejectedException, InterruptedException {
        Optional<byte[]> picture = AlertContent.picture(alert);
        List<MqttMessage> descriptions = descriptions(alert, picture.isPresent());
        List<MqttMessage> messages = new ArrayList<>(descriptions);
        picture.ifPresent(jpeg -> messages.add(MqttMessage.retained(topics.image(alert), jpeg)));
        messages.add(MqttMessage.passing(topics.event(alert), AlertContent.json(alert)));
        String state = AlertContent.isOpen(alert) ? "ON" : "OFF";
        messages.add(MqttMessage.retained(topics.state(alert), state));
        try {
            connection.publish(messages);
        } catch (IllegalArgumentException e) {
            // a topic of more than 65,535 bytes, a payload of more than 256 MiB
            throw new RejectedException(
                    "channel %s: alert '%s' fits in no MQTT message: %s"
                            .formatted(name, alert.id(), e.getMessage()),
                    e);
        }
        descriptions.forEach(message -> described.add(message.topic()));
    }

    /** What Home Assistant was not told yet. */
    private List<MqttMessage> descriptions(Alert alert, boolean withPicture) {
        List<MqttMessage> messages = new ArrayList<>();
        discovery.ifPresent(
                describe -> {
                    messages.add(
                            MqttMessage.retained(
                                    describe.sensorTopic(alert),
                                    describe.sensor(alert).toString().getBytes(UTF_8)));
                    if (withPicture) {
                        messages.add(
                                MqttMessage.retained(
                                        describe.imageTopic(alert),
                                        describe.image(alert).toString().getBytes(UTF_8)));
                    }
                });
        messages.removeIf(message -> described.contains(message.topic()));
        return messages;
    }

    @Override
    public void close() {
        connection.close();
    }
}
