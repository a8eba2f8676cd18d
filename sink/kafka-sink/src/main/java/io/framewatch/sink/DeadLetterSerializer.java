package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.DeadLetter;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters as the original record, unchanged, with {@link DeadLetterHeaders} behind its own.
 */
final class DeadLetterSerializer extends TopicSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;

    DeadLetterSerializer(String topic) {
        super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic, null, originalTimestamp(letter), letter.key(), letter.value());
        letter.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        addReason(record.headers(), letter);
        return record;
    }

    private static void addReason(Headers headers, DeadLetter letter) {
        add(headers, DeadLetterHeaders.STAGE, letter.stage().name().toLowerCase(Locale.ROOT));
        add(headers, DeadLetterHeaders.REASON, letter.reason());
        add(headers, DeadLetterHeaders.EXCEPTION, letter.exception());
        add(headers, DeadLetterHeaders.TOPIC, letter.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(letter.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(letter.offset()));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Kafka reads -1 from a record without timestamp, but refuses to write it. */
    private static Long originalTimestamp(DeadLetter letter) {
        return letter.timestamp() < 0 ? null : letter.timestamp();
    }
}
