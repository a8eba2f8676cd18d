package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Frame;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Frames in the form of {@link FrameRecords}. */
record FrameCodec() implements RecordCodec<Frame> {

    @Override
    public ProducerRecord<byte[], byte[]> toRecord(
            String topic, Frame frame, RecordLimits limits, Instant now) {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord(topic, frame);
        return new ProducerRecord<>(
                topic,
                null,
                record.timestamp(),
                record.key().getBytes(UTF_8),
                record.value(),
                record.headers());
    }

    @Override
    public Frame fromRecord(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
        return FrameRecords.fromRecord(record.headers(), record.value());
    }

    @Override
    public String name(Frame frame) {
        return "frame " + frame.id();
    }
}
