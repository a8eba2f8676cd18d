package io.framewatch.topic;

import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_REQUEST_SIZE_CONFIG;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the cluster for the limits of topics. Stateless and thread-safe. */
public final class TopicLimits {

    private static final Logger LOG = LoggerFactory.getLogger(TopicLimits.class);

    private TopicLimits() {}

    /**
     * Reads what all of some topics, and a producer for them, take. A client that may not ask gets
     * what Kafka has by default.
     *
     * @throws KafkaException if the cluster does not answer or lacks a topic
     */
    public static RecordLimits read(KafkaClients clients, Topic<?>... topics) {
        RecordLimits limits = RecordLimits.NONE;
        try (Admin admin = clients.admin()) {
            for (Topic<?> topic : topics) {
                Config config = config(admin, clients.fullName(topic));
                limits = limits.and(limits(clients.kafka().clientProperties(), config));
            }
            return limits;
        } catch (ExecutionException e) {
            throw new KafkaException("limits of " + List.of(topics) + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading limits of topics", e);
        }
    }

    private static Config config(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        return TopicAdmin.config(
                        admin,
                        topic,
                        reason ->
                                LOG.warn(
                                        "The limits of topic {} cannot be read, Kafka's defaults"
                                                + " count: {}",
                                        topic,
                                        reason))
                .orElse(new Config(List.of()));
    }

    private static RecordLimits limits(Map<String, Object> client, Config config) {
        boolean brokersTime =
                text(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime")
                        .equals("LogAppendTime");
        return new RecordLimits(
                (int) Math.min(maxBytes(client), number(config, "max.message.bytes", 1_048_588)),
                brokersTime
                        ? RecordLimits.ANY_TIME
                        : millis(config, "message.timestamp.before.max.ms", Long.MAX_VALUE),
                brokersTime
                        ? RecordLimits.ANY_TIME
                        : millis(config, "message.timestamp.after.max.ms", 3_600_000),
                text(config, TopicConfig.CLEANUP_POLICY_CONFIG, "").contains("compact"));
    }

    /** What the producer itself takes. */
    private static long maxBytes(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        ProducerConfig producer = new ProducerConfig(properties);
        return Math.min(
                producer.getInt(MAX_REQUEST_SIZE_CONFIG), producer.getLong(BUFFER_MEMORY_CONFIG));
    }

    private static Duration millis(Config config, String name, long otherwise) {
        return Duration.ofMillis(number(config, name, otherwise));
    }

    private static long number(Config config, String name, long otherwise) {
        return Long.parseLong(text(config, name, Long.toString(otherwise)));
    }

    private static String text(Config config, String name, String otherwise) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? otherwise : entry.value();
    }
}
