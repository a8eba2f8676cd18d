package io.framewatch.consumer.forward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.event.Alert;

/**
 * What tells Home Assistant of a rule at a camera, as its page on MQTT discovery says: a binary
 * sensor, an image, and the camera as their device. Topics have the form {@code
 * homeassistant/COMPONENT/OBJECT_ID/config}, and their messages are retained.
 */
final class HomeAssistantDiscovery {

    private static final String PREFIX = "homeassistant";

    private final MqttTopics topics;

    HomeAssistantDiscovery(MqttTopics topics) {
        this.topics = topics;
    }

    /** Where the binary sensor is described. */
    String sensorTopic(Alert alert) {
        return topic("binary_sensor", topics.entityId(alert));
    }

    /** On while an alert of the rule goes on; its attributes are those of the last alert. */
    ObjectNode sensor(Alert alert) {
        return entity(alert, topics.entityId(alert), alert.trigger().rule())
                .put("state_topic", topics.state(alert))
                .put("json_attributes_topic", topics.event(alert));
    }

    /** Where the image is described. */
    String imageTopic(Alert alert) {
        return topic("image", topics.entityId(alert) + "__image");
    }

    /** The picture of the last alert. */
    ObjectNode image(Alert alert) {
        return entity(
                        alert,
                        topics.entityId(alert) + "__image",
                        alert.trigger().rule() + " picture")
                .put("image_topic", topics.image(alert))
                .put("content_type", "image/jpeg");
    }

    private static String topic(String component, String objectId) {
        return String.join("/", PREFIX, component, objectId, "config");
    }

    private ObjectNode entity(Alert alert, String id, String name) {
        ObjectNode entity =
                AlertContent.object()
                        .put("name", name)
                        .put("unique_id", id)
                        .put("availability_topic", topics.availability())
                        .put("qos", 1);
        entity.putObject("device")
                .put("name", alert.trigger().camera().value())
                .put("manufacturer", "Framewatch")
                .putArray("identifiers")
                .add(topics.deviceId(alert));
        entity.putObject("origin").put("name", "Framewatch");
        return entity;
    }
}
