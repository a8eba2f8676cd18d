package io.framewatch.page;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/**
 * What the page needs to know.
 *
 * @param kafka the cluster
 * @param place where it listens
 * @param access who may do what
 */
public record PageOptions(KafkaOptions kafka, Place place, Access access) {

    public PageOptions {
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(access, "access");
        if (!place.isLoopback() && !access.isGuarded()) {
            throw new IllegalArgumentException(
                    "address '%s' must be of this machine alone, such as 127.0.0.1, unless operator-token, viewer-token or identity-header says who may look"
                            .formatted(place.address()));
        }
    }

    /**
     * Where it listens.
     *
     * @param address host name or IP address
     * @param port TCP port, 0 for a free one
     */
    public record Place(String address, int port) {

        public Place {
            Objects.requireNonNull(address, "address");
        }

        /** Whether only this machine can connect. */
        public boolean isLoopback() {
            try {
                return InetAddress.getByName(address).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /** A page for this machine alone, for whoever starts it in this process. */
    public static PageOptions onLoopback(KafkaOptions kafka, int port) {
        return new PageOptions(kafka, new Place("127.0.0.1", port), Access.OPEN);
    }

    /**
     * Binds the sections {@code kafka} and {@code page}.
     *
     * @throws ConfigurationException with all problems of the whole file, if there are any
     */
    public static PageOptions of(Configuration configuration) throws ConfigurationException {
        configuration.resolveSecrets("page");
        Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
        Optional<Access> access = configuration.section("page", Access.class);
        Optional<Place> place = configuration.section("page", Place.class);
        if (kafka.isPresent() && access.isPresent() && place.isPresent()) {
            try {
                PageOptions options = new PageOptions(kafka.get(), place.get(), access.get());
                configuration.check();
                return options;
            } catch (IllegalArgumentException e) {
                configuration.problem("page.address", e.getMessage());
            }
        }
        configuration.check();
        throw new IllegalStateException("sections without a problem must bind");
    }
}
