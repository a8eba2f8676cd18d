package io.framewatch.event;

import java.util.Objects;

/**
 * A frame and where its record lies, so that it can be read again.
 *
 * @param frame the frame
 * @param topic full name of the frames topic
 * @param partition partition of the topic, from 0
 * @param offset offset of the frame's record, from 0
 */
public record FrameLocation(FrameId frame, String topic, int partition, long offset) {

    public FrameLocation {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(topic, "topic");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition %d and offset %d of frame %s must be from 0"
                            .formatted(partition, offset, frame));
        }
    }
}
