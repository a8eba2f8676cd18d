package io.framewatch.configuration;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The section {@code kafka}: the cluster that ingest writes to and the job reads from.
 *
 * @param bootstrapServers addresses of some brokers, {@code host:port}, separated by commas
 * @param topicPrefix put before the name of every topic
 * @param partitions partitions of a topic that has to be created, at least 1
 * @param properties any further client property; its values may be secret
 */
public record KafkaOptions(
        String bootstrapServers, String topicPrefix, int partitions, Map<String, String> properties)
        implements Serializable {

    /** Properties that a key of the file stands for. */
    private static final Map<String, String> TAKEN =
            Map.of(
                    "bootstrap.servers", "bootstrap-servers",
                    "transactional.id", "job.transactional-id-prefix");

    public KafkaOptions {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topicPrefix, "topicPrefix");
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions " + partitions + " must be at least 1");
        }
        properties = Map.copyOf(properties);
        for (Map.Entry<String, String> taken : TAKEN.entrySet()) {
            if (properties.containsKey(taken.getKey())) {
                throw new IllegalArgumentException(
                        "properties must not have %s: that is %s"
                                .formatted(taken.getKey(), taken.getValue()));
            }
        }
    }

    /** The full name of a topic, for example of {@code frames}. */
    public String topic(String name) {
        return topicPrefix + name;
    }

    /** What every Kafka client is configured with: the servers and the further properties. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }

    /**
     * Says why no client can have a further property beside the others.
     *
     * @return Kafka's reason without any value, or empty if it can
     */
    public Optional<String> conflictWith(String property, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(property, value);
        return KafkaRules.conflict(all);
    }

    @Override
    public String toString() {
        return "KafkaOptions[" + bootstrapServers + ", prefix '" + topicPrefix + "']";
    }
}
