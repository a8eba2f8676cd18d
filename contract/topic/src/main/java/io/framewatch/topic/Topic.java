package io.framewatch.topic;

import io.framewatch.event.Event;
import io.framewatch.event.EventType;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic of the catalogue. Serialized it is its name, so that it can travel in a Flink job.
 *
 * @param name without the prefix of the configuration
 * @param codec the wire form of its records
 * @param cleanup what becomes of old records
 * @param retention how long all records stay, if it is created here; empty leaves that to the
 *     cluster, or keeps no replaced ones
 * @param partitions how many it has, if it is created here; empty for those of the configuration
 */
public record Topic<T>(
        String name,
        RecordCodec<T> codec,
        Cleanup cleanup,
        Optional<Duration> retention,
        Optional<Integer> partitions)
        implements Serializable {

    /** What becomes of old records. */
    public enum Cleanup {
        /** They go after a time. */
        DELETE,
        /** Only the latest of each key stays. */
        COMPACT
    }

    /** A compacted topic is read from its beginning, and its newest file is not compacted. */
    private static final int COMPACTED_FILE_BYTES = 16 << 20;

    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(cleanup, "cleanup");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(partitions, "partitions");
    }

    /** A topic whose records go after a time. */
    static <T> Topic<T> stream(String name, RecordCodec<T> codec) {
        return new Topic<>(name, codec, Cleanup.DELETE, Optional.empty(), Optional.empty());
    }

    /** A topic of one kind of events, which go after a time. */
    static <T extends Event> Topic<T> stream(String name, String type, Class<T> javaType) {
        return stream(name, new EventCodec<>(List.of(new EventType<>(type, javaType))));
    }

    /**
     * A topic of one kind of events, of which the latest of each key stays. It has one partition,
     * so that the offsets of all records are one order.
     */
    static <T extends Event> Topic<T> compacted(String name, String type, Class<T> javaType) {
        EventCodec<T> codec = new EventCodec<>(List.of(new EventType<>(type, javaType)));
        return new Topic<>(name, codec, Cleanup.COMPACT, Optional.empty(), Optional.of(1));
    }

    /** The same, whose records all stay for a time. */
    Topic<T> retained(Duration time) {
        return new Topic<>(name, codec, cleanup, Optional.of(time), partitions);
    }

    /** The same with several partitions, so that only the records of one key are in order. */
    Topic<T> partitioned(int count) {
        return new Topic<>(name, codec, cleanup, retention, Optional.of(count));
    }

    /** The kinds of events on it; empty if its records are no JSON. */
    public List<? extends EventType<?>> eventTypes() {
        return codec instanceof EventCodec<?> events ? events.types() : List.of();
    }

    /** Whether only the latest record of each key stays. */
    public boolean isCompacted() {
        return cleanup == Cleanup.COMPACT;
    }

    /** Whether the offsets of all its records must be one order. */
    public boolean isOneOrder() {
        return partitions.equals(Optional.of(1));
    }

    /** The settings of Kafka that it is created with, beside those of the cluster. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (isCompacted()) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, "" + COMPACTED_FILE_BYTES);
        }
        String retained =
                isCompacted()
                        ? TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG
                        : TopicConfig.RETENTION_MS_CONFIG;
        retention.ifPresent(time -> settings.put(retained, "" + time.toMillis()));
        return settings;
    }

    /**
     * How it is created, with the replication of the cluster.
     *
     * @param configured partitions of the configuration
     */
    NewTopic toNewTopic(String fullName, int configured) {
        NewTopic topic =
                new NewTopic(
                        fullName, Optional.of(partitions.orElse(configured)), Optional.empty());
        return settings().isEmpty() ? topic : topic.configs(settings());
    }

    private Object writeReplace() {
        return new Reference(name);
    }

    private record Reference(String name) implements Serializable {

        private Object readResolve() {
            return Topics.named(name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
