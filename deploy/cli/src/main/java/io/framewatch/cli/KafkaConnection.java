package io.framewatch.cli;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Checks that Kafka can be used before a command begins its work: Kafka's clients retry for long.
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
        Optional<Exception> refusal = connect(kafka);
        if (refusal.isPresent()) {
            throw failed(kafka, "cannot be reached: " + refusal.get().getMessage(), refusal.get());
        }
    }

    /**
     * Logs in, for a process that waits for Kafka as long as it takes. That Kafka does not answer
     * within a few seconds is no failure: it may be there soon.
     *
     * @throws CommandException with the addresses and the reason, if a broker refuses the login or
     *     its certificate is not trusted
     * @throws KafkaException if the configuration allows no client
     */
    public static void requireLogin(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        if (connect(kafka).isPresent()) {
            return;
        }
        try (TopicAdmin admin = new TopicAdmin(new KafkaClients(kafka, LIMIT))) {
            String unused = admin.clusterId();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException refusal) {
                throw failed(kafka, "cannot be used: " + KafkaReason.of(refusal), refusal);
            }
        }
    }

    /** Returns why none accepts a connection; empty if one does. */
    private static Optional<Exception> connect(KafkaOptions kafka) {
        try {
            List<InetSocketAddress> brokers = brokers(kafka);
            return connect(brokers, Math.max(1, (int) LIMIT.toMillis() / brokers.size()));
        } catch (ConfigException e) {
            return Optional.of(e);
        }
    }

    private static Optional<Exception> connect(List<InetSocketAddress> brokers, int limitMillis) {
        Optional<Exception> refusal = Optional.empty();
        for (InetSocketAddress broker : brokers) {
            try (Socket socket = new Socket()) {
                socket.connect(broker, limitMillis);
                return Optional.empty();
            } catch (IOException e) {
                refusal = Optional.of(e);
            }
        }
        return refusal;
    }

    private static List<InetSocketAddress> brokers(KafkaOptions kafka) {
        return ClientUtils.parseAndValidateAddresses(
                List.of(kafka.bootstrapServers().trim().split("\\s*,\\s*")),
                ClientDnsLookup.USE_ALL_DNS_IPS);
    }

    private static CommandException failed(KafkaOptions kafka, String problem, Exception cause) {
        return new CommandException(
                "Kafka at %s %s".formatted(kafka.bootstrapServers(), problem), cause);
    }
}
