package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The section {@code mqtt} of a channel.
 *
 * @param server where notices are published
 * @param topicPrefix first levels of every topic but those of discovery
 * @param discovery whether Home Assistant is told what there is
 * @param timeout how long the broker has to connect, and to acknowledge
 */
public record MqttOptions(
        @JsonUnwrapped MqttBroker server, String topicPrefix, boolean discovery, Duration timeout)
        implements ChannelOptions {

    private static final Pattern PREFIX = Pattern.compile("[^/+#$\\p{Cntrl}][^+#\\p{Cntrl}]{0,99}");

    public MqttOptions {
        Objects.requireNonNull(server, "server");
        Timeouts.require(timeout);
        if (!PREFIX.matcher(topicPrefix).matches() || topicPrefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "topic-prefix '%s' must be 1 to 100 characters without '+' and '#', not begin with '/' or '$' and not end with '/'"
                            .formatted(topicPrefix));
        }
    }

    @Override
    public MqttChannel open(String name) {
        return new MqttChannel(name, this);
    }

    @Override
    public String toString() {
        return "mqtt " + server.address();
    }
}
