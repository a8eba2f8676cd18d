package io.framewatch.event;

import java.util.List;
import java.util.Objects;

/**
 * A record as it was read: nothing is checked yet, so that a bad one can still become a dead letter
 * with every byte of the original.
 *
 * <p>The arrays are not copied: whoever builds a received record gives them away.
 *
 * @param position where it lies
 * @param timestamp milliseconds since the epoch
 * @param key may be null
 * @param headers in order
 * @param value may be null
 */
public record ReceivedRecord(
        Position position, long timestamp, byte[] key, List<Header> headers, byte[] value) {

    public ReceivedRecord {
        Objects.requireNonNull(position, "position");
        headers = List.copyOf(headers);
    }

    /**
     * Where a record lies.
     *
     * @param topic full name of the topic
     * @param partition partition of the topic
     * @param offset offset in the partition
     */
    public record Position(String topic, int partition, long offset) {

        public Position {
            Objects.requireNonNull(topic, "topic");
        }

        /** The same as {@code topic/partition/offset}. */
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /**
     * A header.
     *
     * @param name may occur more than once
     * @param value may be null
     */
    public record Header(String name, byte[] value) {

        public Header {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Where this record lies, for the frame in it. */
    public FrameLocation location(FrameId frame) {
        return new FrameLocation(frame, position.topic(), position.partition(), position.offset());
    }
}
