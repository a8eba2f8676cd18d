package io.framewatch.event;

import java.util.Objects;

/**
 * Where the frame behind a result or an alert can be read again.
 *
 * @param frame frame id, {@code camera/run/sequence}
 * @param topic the frames topic
 * @param partition partition of the topic
 * @param offset offset of the frame's record
 */
public record Evidence(String frame, String topic, int partition, long offset) {

    public Evidence {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(topic, "topic");
    }
}
