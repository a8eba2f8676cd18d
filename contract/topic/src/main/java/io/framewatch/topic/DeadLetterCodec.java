package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.DeadLetter;
import io.framewatch.event.Decimal;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ReceivedRecord.Header;
import io.framewatch.event.ReceivedRecord.Position;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters as the original record, unchanged, with {@link DeadLetterHeaders} behind its own. Of
 * a record that would be too large for the topic its value is left out, then its headers, then its
 * key: whatever arrives, a dead letter can be written.
 */
record DeadLetterCodec() implements RecordCodec<DeadLetter> {

    /** A part of the original, in the order in which they are left out. */
    private enum Part {
        VALUE,
        HEADERS,
        KEY
    }

    @Override
    public ProducerRecord<byte[], byte[]> toRecord(
            String topic, DeadLetter letter, RecordLimits limits, Instant now) {
        Set<Part> leftOut = EnumSet.noneOf(Part.class);
        ProducerRecord<byte[], byte[]> record = record(topic, letter, limits, now, leftOut);
        for (Part part : Part.values()) {
            if (limits.isSmallEnough(record)) {
                return record;
            }
            leftOut.add(part);
            record = record(topic, letter, limits, now, leftOut);
        }
        return record;
    }

    @Override
    public DeadLetter fromRecord(ConsumerRecord<byte[], byte[]> record)
            throws MalformedRecordException {
        List<Header> original = new ArrayList<>();
        Map<String, String> added = new HashMap<>();
        for (org.apache.kafka.common.header.Header header : record.headers()) {
            if (header.key().startsWith(DeadLetterHeaders.PREFIX) && header.value() != null) {
                added.put(header.key(), new String(header.value(), UTF_8));
            } else {
                original.add(new Header(header.key(), header.value()));
            }
        }
        Position position =
                new Position(
                        text(added, DeadLetterHeaders.TOPIC),
                        Math.toIntExact(
                                number(added, DeadLetterHeaders.PARTITION, 0, Integer.MAX_VALUE)),
                        number(added, DeadLetterHeaders.OFFSET, 0, Long.MAX_VALUE));
        long timestamp = number(added, DeadLetterHeaders.TIMESTAMP, -1, Long.MAX_VALUE);
        return new DeadLetter(
                new ReceivedRecord(position, timestamp, record.key(), original, record.value()),
                stage(added),
                text(added, DeadLetterHeaders.REASON),
                text(added, DeadLetterHeaders.EXCEPTION));
    }

    @Override
    public String name(DeadLetter letter) {
        return "dead letter of " + place(letter);
    }

    private static DeadLetter.Stage stage(Map<String, String> headers)
            throws MalformedRecordException {
        String text = text(headers, DeadLetterHeaders.STAGE);
        return Stream.of(DeadLetter.Stage.values())
                .filter(stage -> lower(stage).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new MalformedRecordException(
                                        "header %s '%s' must be record, image or handler"
                                                .formatted(DeadLetterHeaders.STAGE, text)));
    }

    private static long number(Map<String, String> headers, String name, long min, long max)
            throws MalformedRecordException {
        try {
            return Decimal.parse("header " + name, text(headers, name), min, max);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }

    private static String text(Map<String, String> headers, String name)
            throws MalformedRecordException {
        String text = headers.get(name);
        if (text == null) {
            throw new MalformedRecordException("dead letter must have the header " + name);
        }
        return text;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, DeadLetter letter, RecordLimits limits, Instant now, Set<Part> leftOut) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        null,
                        timestamp(letter, limits, now),
                        key(letter, limits, leftOut),
                        leftOut.contains(Part.VALUE) ? null : letter.original().value());
        if (!leftOut.contains(Part.HEADERS)) {
            letter.original()
                    .headers()
                    .forEach(header -> record.headers().add(header.name(), header.value()));
        }
        addReason(record.headers(), letter);
        if (!leftOut.isEmpty()) {
            addLeftOut(record.headers(), letter, leftOut);
        }
        return record;
    }

    /** Compaction keeps a record for each key, and each dead letter is to be kept. */
    private static byte[] key(DeadLetter letter, RecordLimits limits, Set<Part> leftOut) {
        byte[] key = leftOut.contains(Part.KEY) ? null : letter.original().key();
        return key == null && limits.keyNeeded() ? place(letter).getBytes(UTF_8) : key;
    }

    private static void addReason(Headers headers, DeadLetter letter) {
        Position position = letter.original().position();
        add(headers, DeadLetterHeaders.STAGE, lower(letter.stage()));
        add(headers, DeadLetterHeaders.REASON, letter.reason());
        add(headers, DeadLetterHeaders.EXCEPTION, letter.exception());
        add(headers, DeadLetterHeaders.TOPIC, position.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(position.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(position.offset()));
        add(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.original().timestamp()));
    }

    private static void addLeftOut(Headers headers, DeadLetter letter, Set<Part> leftOut) {
        add(
                headers,
                DeadLetterHeaders.LEFT_OUT,
                leftOut.stream().map(DeadLetterCodec::lower).collect(Collectors.joining(",")));
        if (letter.original().value() != null) {
            add(
                    headers,
                    DeadLetterHeaders.VALUE_SIZE,
                    Integer.toString(letter.original().value().length));
            add(headers, DeadLetterHeaders.VALUE_SHA256, sha256(letter.original().value()));
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Null, which is now, where the topic does not take the original's, or it has none (-1). */
    private static Long timestamp(DeadLetter letter, RecordLimits limits, Instant now) {
        return letter.original().timestamp() >= 0
                        && limits.allowsTime(
                                Instant.ofEpochMilli(letter.original().timestamp()), now)
                ? letter.original().timestamp()
                : null;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String place(DeadLetter letter) {
        return letter.original().position().toString();
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
