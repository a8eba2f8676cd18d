package io.framewatch.operator;

import io.framewatch.event.DeadLetter;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameLocation;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;

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

    /**
     * Reads the frame; its image is not looked at.
     *
     * @throws MalformedRecordException if the headers are not those of a frame, or there is no
     *     value
     */
    public Frame toFrame() throws MalformedRecordException {
        RecordHeaders kafkaHeaders = new RecordHeaders();
        headers.forEach(header -> kafkaHeaders.add(header.name(), header.value()));
        return FrameRecords.fromRecord(kafkaHeaders, value);
    }

    /** Where this record lies, for the frame in it. */
    public FrameLocation location(Frame frame) {
        return new FrameLocation(frame.id(), topic, partition, offset);
    }

    /** This record, unchanged, with the reason why it was refused. */
    DeadLetter toDeadLetter(DeadLetter.Stage stage, Exception reason) {
        return new DeadLetter(
                topic,
                partition,
                offset,
                timestamp,
                key,
                headers,
                value,
                stage,
                reason.getMessage(),
                reason.getClass().getName());
    }
}
