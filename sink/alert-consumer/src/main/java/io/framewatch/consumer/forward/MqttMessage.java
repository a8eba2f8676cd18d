package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One message.
 *
 * @param topic its topic
 * @param payload its content
 * @param retained whether the broker keeps it for those who subscribe later
 */
record MqttMessage(String topic, byte[] payload, boolean retained) {

    static MqttMessage retained(String topic, String text) {
        return new MqttMessage(topic, text.getBytes(UTF_8), true);
    }

    static MqttMessage retained(String topic, byte[] payload) {
        return new MqttMessage(topic, payload, true);
    }

    static MqttMessage passing(String topic, ObjectNode json) {
        return new MqttMessage(topic, json.toString().getBytes(UTF_8), false);
    }
}
