package io.framewatch.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * What a topic, and a producer for it, take of a record. A record beyond them would fail the whole
 * transaction or flush, again after every restart, so that none beyond them may be sent.
 *
 * @param maxBytes most bytes of a batch with only this record, before compression
 * @param maxPast greatest age of a record's timestamp
 * @param maxFuture most that a record's timestamp may be ahead of the clock
 * @param keyNeeded whether a record must have a key, as on a compacted topic
 */
public record RecordLimits(int maxBytes, Duration maxPast, Duration maxFuture, boolean keyNeeded) {

    /** Longer than any timestamp can be away from any clock. */
    public static final Duration ANY_TIME = Duration.ofMillis(Long.MAX_VALUE);

    /** Takes everything. */
    public static final RecordLimits NONE =
            new RecordLimits(Integer.MAX_VALUE, ANY_TIME, ANY_TIME, false);

    /** The broker's clock decides and may differ from ours by this. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** Whether a record is small enough. */
    public boolean isSmallEnough(ProducerRecord<byte[], byte[]> record) {
        return bytes(record) <= maxBytes;
    }

    /**
     * Whether a timestamp is neither too old nor too far ahead; by a minute, or a tenth of a short
     * limit, less than the topic takes.
     */
    public boolean allowsTime(Instant timestamp, Instant now) {
        return Duration.between(now, timestamp).compareTo(safely(maxFuture)) <= 0
                && Duration.between(timestamp, now).compareTo(safely(maxPast)) <= 0;
    }

    /** Why a record must not be sent; empty if it may be. */
    public Optional<String> refusal(ProducerRecord<byte[], byte[]> record, Instant now) {
        if (!isSmallEnough(record)) {
            return Optional.of("%d bytes must be at most %d".formatted(bytes(record), maxBytes));
        }
        if (keyNeeded && record.key() == null) {
            return Optional.of("a record of a compacted topic must have a key");
        }
        if (record.timestamp() == null) {
            return Optional.empty();
        }
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        return allowsTime(timestamp, now)
                ? Optional.empty()
                : Optional.of(
                        "timestamp %s must be at most %s before and %s after now, %s"
                                .formatted(timestamp, safely(maxPast), safely(maxFuture), now));
    }

    /** The stricter of both in everything. */
    public RecordLimits and(RecordLimits other) {
        return new RecordLimits(
                Math.min(maxBytes, other.maxBytes),
                shorter(maxPast, other.maxPast),
                shorter(maxFuture, other.maxFuture),
                keyNeeded || other.keyNeeded);
    }

    /** What is left of a limit in time if the broker's clock differs. */
    public static Duration safely(Duration limit) {
        return limit.minus(shorter(CLOCK_DIFFERENCE, Duration.ofMillis(limit.toMillis() / 10)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** As the producer estimates it before it sends. */
    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }
}
