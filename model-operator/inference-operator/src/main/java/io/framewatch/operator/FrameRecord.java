package io.framewatch.operator;

import io.framewatch.event.DeadLetter;
import java.util.List;
import java.util.Objects;

/**
 * A record of the frames topic as the source read it: nothing is checked yet, so that a bad one can
 * still become a dead letter with every byte of the original.
 *
 * <p>The arrays are not copied: whoever builds a frame record gives them away.
 *
 * @param topic the frames topic
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param timestamp timestamp of the record, milliseconds since the epoch
 * @param key key of the record; may be null
 * @param headers headers of the record, in order
 * @param value value of the record; may be null
 */
public record FrameRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        List<DeadLetter.Header> headers,
        byte[] value) {

    public FrameRecord {
        Objects.requireNonNull(topic, "topic");
        headers = List.copyOf(headers);
    }
}
