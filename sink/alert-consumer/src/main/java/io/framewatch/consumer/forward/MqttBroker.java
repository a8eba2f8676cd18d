package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An MQTT broker.
 *
 * @param address where it listens
 * @param version 5, or 3 for MQTT 3.1.1
 * @param login how to log in
 * @param certificates PEM file of the authorities to trust; null for those of the JVM
 */
public record MqttBroker(
        @JsonProperty("broker") MqttAddress address,
        int version,
        @JsonUnwrapped Login login,
        Path certificates) {

    public MqttBroker {
        Objects.requireNonNull(address, "broker");
        Objects.requireNonNull(login, "login");
        if (version != 3 && version != 5) {
            throw new IllegalArgumentException("version " + version + " must be 3 or 5");
        }
        if (certificates != null) {
            Authorities.of("certificates", certificates);
        }
    }
}
