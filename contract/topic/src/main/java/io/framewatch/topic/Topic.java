package io.framewatch.topic;

import io.framewatch.event.Event;
import io.framewatch.event.EventType;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic of the catalogue. Serialized it is its name, so that it can travel in a Flink job.
 *
 * @param name without the prefix of the configuration
 * @param codec the wire form of its records
 * @param cleanup what becomes of old records
 * @param retention how long records stay, if it is created here; empty leaves that to the cluster
 */
public record Topic<T>(
        String name, RecordCodec<T> codec, Cleanup cleanup, Optional<Duration> retention)
        implements Serializable {

    /** What becomes of old records. */
    public enum Cleanup {
        /** They go after a time. The topic has the partitions of the configuration. */
        DELETE,
        /**
         * Only the latest of each key stays. The topic has one partition, so that the offsets of
         * all records are one order.
         */
        COMPACT
    }

    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(cleanup, "cleanup");
        Objects.requireNonNull(retention, "retention");
    }

    /** A topic whose records go after a time. */
    static <T> Topic<T> stream(String name, RecordCodec<T> codec) {
        return new Topic<>(name, codec, Cleanup.DELETE, Optional.empty());
    }

    /** A topic of one kind of events, which go after a time. */
    static <T extends Event> Topic<T> stream(String name, String type, Class<T> javaType) {
        return stream(name, new EventCodec<>(List.of(new EventType<>(type, javaType))));
    }

    /** A topic of one kind of events, of which the latest of each key stays. */
    static <T extends Event> Topic<T> compacted(String name, String type, Class<T> javaType) {
        EventCodec<T> codec = new EventCodec<>(List.of(new EventType<>(type, javaType)));
        return new Topic<>(name, codec, Cleanup.COMPACT, Optional.empty());
    }

    /** The same, whose records stay for a time. */
    Topic<T> retained(Duration time) {
        return new Topic<>(name, codec, cleanup, Optional.of(time));
    }

    /** The kinds of events on it; empty if its records are no JSON. */
    public List<? extends EventType<?>> eventTypes() {
        return codec instanceof EventCodec<?> events ? events.types() : List.of();
    }

    /** Whether only the latest record of each key stays. */
    public boolean isCompacted() {
        return cleanup == Cleanup.COMPACT;
    }

    /** How it is created, with the replication of the cluster. */
    NewTopic toNewTopic(String fullName, int partitions) {
        NewTopic topic =
                new NewTopic(
                        fullName, Optional.of(isCompacted() ? 1 : partitions), Optional.empty());
        if (isCompacted()) {
            return topic.configs(
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        }
        return retention
                .map(time -> Map.of(TopicConfig.RETENTION_MS_CONFIG, "" + time.toMillis()))
                .map(topic::configs)
                .orElse(topic);
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
