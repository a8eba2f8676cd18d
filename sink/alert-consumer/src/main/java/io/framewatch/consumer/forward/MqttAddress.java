package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a broker listens.
 *
 * @param tls whether the connection is encrypted
 * @param host name or address
 * @param port 1 to 65535
 */
public record MqttAddress(boolean tls, String host, int port) {

    /**
     * Reads {@code mqtt://HOST} or {@code mqtts://HOST}, with a port or without. Messages do not
     * show the value: somebody may have written a password into it.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MqttAddress of(String broker) {
        try {
            URI uri = new URI(broker);
            boolean tls = "mqtts".equals(uri.getScheme());
            boolean known = tls || "mqtt".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && "".equals(uri.getRawPath());
            if (known && bare && uri.getHost() != null && uri.getPort() <= 65535) {
                int standard = tls ? 8883 : 1883;
                return new MqttAddress(
                        tls, uri.getHost(), uri.getPort() > 0 ? uri.getPort() : standard);
            }
        } catch (URISyntaxException e) {
            // refused as well
        }
        throw new IllegalArgumentException(
                "broker must be mqtt://HOST or mqtts://HOST, with a port if need be; user name and"
                        + " password have keys of their own");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
