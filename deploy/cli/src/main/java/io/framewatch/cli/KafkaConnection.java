package io.framewatch.cli;

import io.framewatch.configuration.KafkaOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

/**
 * Checks that Kafka can be reached before a command begins its work: Kafka's clients retry for long
 * where nobody listens.
 */
public final class KafkaConnection {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    private KafkaConnection() {}

    /**
     * Connects to one of the brokers.
     *
     * @throws CommandException with their addresses, if none accepts a connection within four
     *     seconds
     */
    public static void require(KafkaOptions kafka) throws CommandException {
        List<InetSocketAddress> brokers = brokers(kafka);
        int limit = Math.max(1, (int) LIMIT.toMillis() / brokers.size());
        IOException refusal = null;
        for (InetSocketAddress broker : brokers) {
            try (Socket socket = new Socket()) {
                socket.connect(broker, limit);
                return;
            } catch (IOException e) {
                refusal = e;
            }
        }
        throw failed(kafka, refusal);
    }

    private static List<InetSocketAddress> brokers(KafkaOptions kafka) throws CommandException {
        try {
            return ClientUtils.parseAndValidateAddresses(
                    List.of(kafka.bootstrapServers().trim().split("\\s*,\\s*")),
                    ClientDnsLookup.USE_ALL_DNS_IPS);
        } catch (ConfigException e) {
            throw failed(kafka, e);
        }
    }

    private static CommandException failed(KafkaOptions kafka, Exception cause) {
        return new CommandException(
                "Kafka at %s cannot be reached: %s"
                        .formatted(kafka.bootstrapServers(), cause.getMessage()),
                cause);
    }
}
