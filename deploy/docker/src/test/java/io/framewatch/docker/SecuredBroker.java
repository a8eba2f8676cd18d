package io.framewatch.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * A broker in a container that speaks TLS only, wants a login by SCRAM-SHA-512, and lets a user do
 * only what the script {@code deploy/kafka/rights} gives it. Who administers it comes from within
 * the container. Not thread-safe.
 */
final class SecuredBroker {

    static final String HOST = "kafka";

    private static final String ADMINISTRATION = "localhost:9095";
    private static final String KEYS = "/etc/kafka/secrets/server.p12";

    private final GenericContainer<?> container;

    SecuredBroker(Network network, TestingKey key) {
        container =
                new GenericContainer<>(Images.kafka())
                        .withNetwork(network)
                        .withNetworkAliases(HOST)
                        .withEnv("KAFKA_NODE_ID", "1")
                        .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                        .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                        .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "ADMIN")
                        .withEnv(
                                "KAFKA_LISTENERS",
                                "CLIENTS://0.0.0.0:9092,ADMIN://%s,CONTROLLER://localhost:9093"
                                        .formatted(ADMINISTRATION))
                        .withEnv(
                                "KAFKA_ADVERTISED_LISTENERS",
                                "CLIENTS://%s:9092,ADMIN://%s".formatted(HOST, ADMINISTRATION))
                        .withEnv(
                                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "CLIENTS:SASL_SSL,ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT")
                        .withEnv("KAFKA_SASL_ENABLED_MECHANISMS", "SCRAM-SHA-512")
                        .withEnv(
                                "KAFKA_LISTENER_NAME_CLIENTS_SCRAM___SHA___512_SASL_JAAS_CONFIG",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                        .withEnv("KAFKA_SSL_KEYSTORE_TYPE", "PKCS12")
                        .withEnv("KAFKA_SSL_KEYSTORE_LOCATION", KEYS)
                        .withEnv("KAFKA_SSL_KEYSTORE_PASSWORD", TestingKey.PASSWORD)
                        .withEnv(
                                "KAFKA_AUTHORIZER_CLASS_NAME",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                        .withEnv("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "false")
                        .withEnv("KAFKA_SUPER_USERS", "User:ANONYMOUS")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                        .withEnv("KAFKA_LOG4J_LOGGERS", "kafka.authorizer.logger=DEBUG")
                        .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                        .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                        .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                        .withCopyFileToContainer(MountableFile.forHostPath(key.store(), 0644), KEYS)
                        .withCopyFileToContainer(
                                MountableFile.forHostPath(Path.of("../kafka/rights"), 0755),
                                "/rights")
                        .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1))
                        .withStartupTimeout(Containers.START);
    }

    /** Starts it, with users that have their rights. */
    void start(List<String> users) throws IOException, InterruptedException {
        container.start();
        for (String user : users) {
            tool(
                    "kafka-configs.sh --bootstrap-server %s --alter --entity-type users"
                            + " --entity-name framewatch-%s --add-config SCRAM-SHA-512=[password=%s]",
                    ADMINISTRATION, user, password(user));
        }
        tool("/rights " + ADMINISTRATION);
    }

    /** The password of a user. */
    static String password(String user) {
        return "s3cret-of-" + user;
    }

    /** Gives a right to a user, or takes it back, as options of {@code kafka-acls.sh} say. */
    void acls(String options) throws IOException, InterruptedException {
        tool("kafka-acls.sh --bootstrap-server %s %s", ADMINISTRATION, options);
    }

    /** All rights that were given. */
    List<Right> rights() throws IOException, InterruptedException {
        return Right.listed(tool("kafka-acls.sh --bootstrap-server %s --list", ADMINISTRATION));
    }

    /** Every decision of the authorizer so far. */
    Authorizations authorizations() {
        return Authorizations.of(container.getLogs());
    }

    /** To be stopped by the caller. */
    GenericContainer<?> container() {
        return container;
    }

    private String tool(String command, Object... values) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("bash", "-c"));
        words.add("PATH=/opt/kafka/bin:$PATH " + command.formatted(values));
        ExecResult result = container.execInContainer(words.toArray(String[]::new));
        if (result.getExitCode() != 0) {
            throw new IOException(words + ": " + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }
}
