package io.framewatch.topic;

import java.time.Instant;

/**
 * A record that was read.
 *
 * @param topic full name of its topic
 * @param partition its partition
 * @param offset its offset
 * @param timestamp its timestamp, whole milliseconds
 * @param key its key; null if it has none
 * @param value its value
 */
public record TopicRecord<T>(
        String topic, int partition, long offset, Instant timestamp, String key, T value) {}
