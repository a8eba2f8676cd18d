package io.framewatch.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker that is its own KRaft controller, on loopback, with its log in a temporary
 * folder that {@link #close()} removes unless the caller names one. It starts in a few seconds and
 * is for one process: no replication unless others are started beside it, and no security unless
 * its settings say so. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int START_ATTEMPTS = 3;

    /** The controller refuses a broker that was killed until it no longer expects its heartbeat. */
    private static final Map<String, String> RESTARTED =
            Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "1000");

    private final KafkaRaftServer server;
    private final Node node;
    private final boolean temporary;
    private boolean closed;

    /**
     * @param cluster id of its cluster
     * @param controllerPort port of the cluster's controller
     */
    private record Node(int id, String cluster, Path folder, int port, int controllerPort) {

        static Node first(Path folder, int port) {
            return new Node(
                    BrokerSettings.NODE_ID,
                    Uuid.randomUuid().toString(),
                    folder,
                    port,
                    FreePort.near(0));
        }
    }

    private EmbeddedBroker(KafkaRaftServer server, Node node, boolean temporary) {
        this.server = server;
        this.node = node;
        this.temporary = temporary;
    }

    /**
     * Starts a broker on a free port.
     *
     * @throws KafkaException if it does not come up
     */
    public static EmbeddedBroker start() {
        return start(0);
    }

    /**
     * Starts a broker on the given port, or on another one where that is taken.
     *
     * @param preferredPort port to try first; 0 for any
     * @throws KafkaException if it does not come up
     */
    public static EmbeddedBroker start(int preferredPort) {
        return start(preferredPort, Map.of());
    }

    /**
     * Starts a broker with settings of its own, for example one that wants a login.
     *
     * @param settings win over those of this class; the listener of the clients is {@code CLIENTS},
     *     that of the controller {@code CONTROLLER}
     * @throws KafkaException if it does not come up
     */
    public static EmbeddedBroker start(int preferredPort, Map<String, String> settings) {
        int port = FreePort.near(preferredPort);
        for (int attempt = 1; ; attempt++) {
            try {
                return open(Node.first(createFolder(), port), settings);
            } catch (RuntimeException e) {
                if (attempt == START_ATTEMPTS) {
                    throw new KafkaException("embedded broker does not start on port " + port, e);
                }
                LOG.info("Broker did not start on port {}, trying another: {}", port, e.toString());
                port = FreePort.near(0);
            }
        }
    }

    /**
     * Starts a broker on the given port and no other.
     *
     * @param port from 1 to 65535
     * @throws KafkaException if the port is taken, or the broker does not come up
     */
    public static EmbeddedBroker startOn(int port) {
        FreePort.require(port);
        try {
            return open(Node.first(createFolder(), port), Map.of());
        } catch (RuntimeException e) {
            throw new KafkaException("embedded broker does not start on port " + port, e);
        }
    }

    /**
     * Starts a broker that keeps its log: the next one in the same folder has its topics, however
     * this one ended.
     *
     * @param folder of this broker alone; made where it is missing
     * @param port from 1 to 65535
     * @throws KafkaException if it does not come up
     */
    public static EmbeddedBroker startIn(Path folder, int port) {
        try {
            Node node = Node.first(folder, port);
            return new EmbeddedBroker(run(node, RESTARTED), node, false);
        } catch (RuntimeException e) {
            throw new KafkaException(
                    "embedded broker does not start in %s on port %d".formatted(folder, port), e);
        }
    }

    /**
     * Starts a further broker of this one's cluster. This one stays its controller and is to be
     * closed last.
     *
     * @param id of the broker, from 2 on, not used before in this cluster
     * @throws KafkaException if it does not come up
     */
    public EmbeddedBroker startAnother(int id) {
        int port = FreePort.near(0);
        Map<String, String> settings =
                Map.of(
                        "process.roles",
                        "broker",
                        "node.id",
                        Integer.toString(id),
                        "listeners",
                        BrokerSettings.CLIENTS + "://127.0.0.1:" + port);
        Node another = new Node(id, node.cluster, createFolder(), port, node.controllerPort);
        return open(another, settings);
    }

    /** Address for clients, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + node.port;
    }

    /**
     * Creates a topic, which keeps its records for a week, and waits until it is there.
     *
     * @throws KafkaException if the broker refuses it, for example because it exists
     */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /**
     * Creates a topic and waits until it is there.
     *
     * @param settings the topic's own settings, for example {@code retention.bytes}
     * @throws KafkaException if the broker refuses it, for example because it exists
     */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("topic '" + name + "' cannot be created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topic '" + name + "'", e);
        }
    }

    /** Stops the broker and removes its log if that was to be temporary. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        if (temporary) {
            delete(node.folder);
        }
    }

    private static EmbeddedBroker open(Node node, Map<String, String> own) {
        try {
            return new EmbeddedBroker(run(node, own), node, true);
        } catch (RuntimeException e) {
            delete(node.folder);
            throw e;
        }
    }

    private static KafkaRaftServer run(Node node, Map<String, String> own) {
        format(node);
        Map<String, String> settings =
                new HashMap<>(BrokerSettings.of(node.folder, node.port, node.controllerPort));
        settings.putAll(own);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.apply(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** KRaft refuses a folder that was not formatted with a cluster id. */
    private static void format(Node node) {
        Path folder = node.folder;
        if (Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(node.cluster)
                    .setNodeId(node.id)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .run();
        } catch (Exception e) { // the formatter declares no narrower type
            throw new KafkaException("folder " + folder + " cannot be formatted", e);
        }
    }

    private static Path createFolder() {
        try {
            return Files.createTempDirectory("framewatch-broker-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the embedded broker", e);
        }
    }

    private static void delete(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            LOG.warn("Folder {} of the embedded broker could not be removed: {}", folder, e);
        }
    }
}
