package io.framewatch.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.kafka.common.KafkaException;

/** Finds loopback ports that nobody listens on at this moment. */
final class FreePort {

    private FreePort() {}

    /** The preferred port where it is free, else any other; 0 prefers none. */
    static int near(int preferredPort) {
        try {
            return probe(preferredPort);
        } catch (IOException taken) {
            try {
                return probe(0);
            } catch (IOException e) {
                throw new UncheckedIOException("no free port on 127.0.0.1", e);
            }
        }
    }

    /**
     * Checks that a port can be listened on.
     *
     * @throws KafkaException if not, one line
     */
    static void require(int port) {
        try {
            probe(port);
        } catch (IOException e) {
            throw new KafkaException(
                    "port %d of 127.0.0.1 cannot be used: %s".formatted(port, e.getMessage()), e);
        }
    }

    private static int probe(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
