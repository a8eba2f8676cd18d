package io.framewatch.topic;

import io.framewatch.configuration.KafkaOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients of one cluster. What the configuration says of a client counts, but for what the
 * records need. The caller closes a client. Thread-safe.
 */
public final class KafkaClients implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How long a cluster has to answer, unless the configuration says. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int HEARTBEATS_IN_TIMEOUT = 4;

    private final KafkaOptions kafka;
    private final Duration timeout;

    /** Clients that wait 15 seconds for an answer, unless the configuration says. */
    public KafkaClients(KafkaOptions kafka) {
        this(kafka, TIMEOUT);
    }

    /**
     * @param timeout how long a client waits for an answer, unless the configuration says
     */
    public KafkaClients(KafkaOptions kafka, Duration timeout) {
        this.kafka = Objects.requireNonNull(kafka, "kafka");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    /** The cluster, and the prefix of its topics. */
    public KafkaOptions kafka() {
        return kafka;
    }

    /** The full name of a topic. */
    public String fullName(Topic<?> topic) {
        return kafka.topic(topic.name());
    }

    /**
     * A client that asks and creates.
     *
     * @throws KafkaException if the configuration allows none
     */
    public Admin admin() {
        Map<String, Object> client = kafka.clientProperties();
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
        return Admin.create(client);
    }

    /**
     * A consumer without a group, which starts at the beginning and sees what is committed.
     *
     * @throws KafkaException if the configuration allows none
     */
    public Consumer<byte[], byte[]> consumer() {
        return consumer(Map.of());
    }

    /**
     * A member of a consumer group, which says where it reads by itself: the group only shares the
     * partitions, and moves as few as it can. A member that is silent for the time-out, or does not
     * poll for as long, loses its partitions.
     *
     * @throws KafkaException if the configuration allows none
     */
    public Consumer<byte[], byte[]> groupMember(String group, Duration sessionTimeout) {
        int timeoutMillis = Math.toIntExact(sessionTimeout.toMillis());
        return consumer(
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "classic", // the other one leaves the time-out to the broker
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        timeoutMillis,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        timeoutMillis / HEARTBEATS_IN_TIMEOUT,
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        timeoutMillis,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()));
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> group) {
        Map<String, Object> client = kafka.clientProperties();
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.putAll(group);
        return new KafkaConsumer<>(
                client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer that gives up after the time.
     *
     * @throws KafkaException if the configuration allows none
     */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> client = kafka.clientProperties();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
        client.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
        client.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis() / 2);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private int millis() {
        return Math.toIntExact(timeout.toMillis());
    }
}
