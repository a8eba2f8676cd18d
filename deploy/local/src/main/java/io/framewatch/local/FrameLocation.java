package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Evidence;
import io.framewatch.sink.DeadLetterHeaders;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where the record of a frame lies, which every answer to it says, whatever else it holds.
 *
 * @param partition partition of the frames topic
 * @param offset the record's offset, from 0
 */
record FrameLocation(TopicPartition partition, long offset) {

    FrameLocation {
        if (partition.partition() < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition %s and offset %d must be from 0".formatted(partition, offset));
        }
    }

    static FrameLocation of(Evidence evidence) {
        return new FrameLocation(
                new TopicPartition(evidence.topic(), evidence.partition()), evidence.offset());
    }

    /**
     * Reads the headers of a dead letter.
     *
     * @throws IllegalArgumentException if they do not say where the original lies
     */
    static FrameLocation of(Headers deadLetter) {
        String topic = text(deadLetter, DeadLetterHeaders.TOPIC);
        int partition = number(deadLetter, DeadLetterHeaders.PARTITION, Integer::parseInt);
        long offset = number(deadLetter, DeadLetterHeaders.OFFSET, Long::parseLong);
        return new FrameLocation(new TopicPartition(topic, partition), offset);
    }

    private static <T> T number(Headers headers, String key, Function<String, T> parser) {
        String text = text(headers, key);
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s '%s' must be a whole number".formatted(key, text), e);
        }
    }

    private static String text(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("dead letter must have the header " + key);
        }
        return new String(header.value(), UTF_8);
    }
}
