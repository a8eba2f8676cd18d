package io.framewatch.ingest.onvif;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A device that has answered a search. All of it is what the device says of itself.
 *
 * @param id names the device, usually {@code urn:uuid:…}
 * @param name its name; empty if it says none
 * @param model its model; empty if it says none
 * @param services addresses of its device service, {@code http} or {@code https}; at least one
 */
public record OnvifDevice(String id, String name, String model, List<URI> services) {

    public OnvifDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(model, "model");
        services = List.copyOf(services);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("device " + id + " must have a service address");
        }
    }
}
