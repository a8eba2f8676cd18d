package io.framewatch.consumer.forward;

import java.util.Objects;

/**
 * The section {@code metrics}: where the forwarder tells how it is.
 *
 * @param port TCP port, 0 for a free one; null if it tells nobody
 * @param address host name or IP address to listen at
 */
public record EndpointOptions(Integer port, String address) {

    public EndpointOptions {
        Objects.requireNonNull(address, "address");
    }

    /** Whether there is to be an endpoint. */
    public boolean isOn() {
        return port != null;
    }
}
