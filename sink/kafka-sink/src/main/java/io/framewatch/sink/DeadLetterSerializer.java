package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.DeadLetter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters as the original record, unchanged, with {@link DeadLetterHeaders} behind its own. Of
 * a record that would be too large for the topic its value is left out, then its headers, then its
 * key: whatever arrives, a dead letter can be written.
 */
final class DeadLetterSerializer extends TopicSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;

    /** A part of the original, in the order in which they are left out. */
    private enum Part {
        VALUE,
        HEADERS,
        KEY
    }

    DeadLetterSerializer(String topic, SerializableFunction<String, RecordLimits> limitsOfTopic) {
        super(topic, limitsOfTopic);
    }

    @Override
    ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter, RecordLimits limits, Instant now) {
        Set<Part> leftOut = EnumSet.noneOf(Part.class);
        Long timestamp = timestamp(letter, limits, now);
        ProducerRecord<byte[], byte[]> record = record(letter, timestamp, limits, leftOut);
        for (Part part : Part.values()) {
            if (limits.isSmallEnough(record)) {
                return record;
            }
            leftOut.add(part);
            record = record(letter, timestamp, limits, leftOut);
        }
        return record;
    }

    @Override
    String name(DeadLetter letter) {
        return "dead letter of " + place(letter);
    }

    private ProducerRecord<byte[], byte[]> record(
            DeadLetter letter, Long timestamp, RecordLimits limits, Set<Part> leftOut) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        null,
                        timestamp,
                        key(letter, limits, leftOut),
                        leftOut.contains(Part.VALUE) ? null : letter.value());
        if (!leftOut.contains(Part.HEADERS)) {
            letter.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        }
        addReason(record.headers(), letter);
        if (!leftOut.isEmpty()) {
            addLeftOut(record.headers(), letter, leftOut);
        }
        return record;
    }

    /** Compaction keeps a record for each key, and each dead letter is to be kept. */
    private static byte[] key(DeadLetter letter, RecordLimits limits, Set<Part> leftOut) {
        byte[] key = leftOut.contains(Part.KEY) ? null : letter.key();
        return key == null && limits.keyNeeded() ? place(letter).getBytes(UTF_8) : key;
    }

    private static void addReason(Headers headers, DeadLetter letter) {
        add(headers, DeadLetterHeaders.STAGE, letter.stage().name().toLowerCase(Locale.ROOT));
        add(headers, DeadLetterHeaders.REASON, letter.reason());
        add(headers, DeadLetterHeaders.EXCEPTION, letter.exception());
        add(headers, DeadLetterHeaders.TOPIC, letter.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(letter.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(letter.offset()));
        add(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.timestamp()));
    }

    private static void addLeftOut(Headers headers, DeadLetter letter, Set<Part> leftOut) {
        add(
                headers,
                DeadLetterHeaders.LEFT_OUT,
                leftOut.stream()
                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(",")));
        if (letter.value() != null) {
            add(headers, DeadLetterHeaders.VALUE_SIZE, Integer.toString(letter.value().length));
            add(headers, DeadLetterHeaders.VALUE_SHA256, sha256(letter.value()));
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Null, which is now, where the topic does not take the original's, or it has none (-1). */
    private static Long timestamp(DeadLetter letter, RecordLimits limits, Instant now) {
        return letter.timestamp() >= 0
                        && limits.allowsTime(Instant.ofEpochMilli(letter.timestamp()), now)
                ? letter.timestamp()
                : null;
    }

    private static String place(DeadLetter letter) {
        return letter.topic() + "/" + letter.partition() + "/" + letter.offset();
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
