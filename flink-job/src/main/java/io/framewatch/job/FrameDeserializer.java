package io.framewatch.job;

import io.framewatch.event.ReceivedRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records unchecked: the inference operator finds out whether one is a frame. The consumer
 * reads values with {@link ReceivedValue}; they are copied here and nowhere else.
 *
 * <p>Raw frames are the largest records and all have one size, so their values share one array, and
 * each overwrites the one before. Flink's object reuse allows that, because the operator that is
 * chained to the source keeps nothing of a record. Without object reuse, Flink copies every record
 * on the way. Not thread-safe.
 */
final class FrameDeserializer implements KafkaRecordDeserializationSchema<ReceivedRecord> {

    private static final long serialVersionUID = 1L;

    private transient byte[] latest;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReceivedRecord> out) {
        List<ReceivedRecord.Header> headers = new ArrayList<>();
        record.headers()
                .forEach(
                        header ->
                                headers.add(
                                        new ReceivedRecord.Header(header.key(), header.value())));
        ConsumerRecord<byte[], ?> read = record;
        out.collect(
                new ReceivedRecord(
                        new ReceivedRecord.Position(
                                record.topic(), record.partition(), record.offset()),
                        record.timestamp(),
                        record.key(),
                        headers,
                        bytes((ByteBuffer) read.value())));
    }

    @Override
    public TypeInformation<ReceivedRecord> getProducedType() {
        return TypeInformation.of(ReceivedRecord.class);
    }

    private byte[] bytes(ByteBuffer value) {
        if (value == null) {
            return null;
        }
        if (latest == null || latest.length != value.remaining()) {
            latest = new byte[value.remaining()];
        }
        value.get(value.position(), latest);
        return latest;
    }
}
