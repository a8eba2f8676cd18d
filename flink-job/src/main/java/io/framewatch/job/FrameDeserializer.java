package io.framewatch.job;

import io.framewatch.event.DeadLetter;
import io.framewatch.operator.FrameRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records as they are: whether one is a frame is for the inference operator to find out. */
final class FrameDeserializer implements KafkaRecordDeserializationSchema<FrameRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FrameRecord> out) {
        List<DeadLetter.Header> headers = new ArrayList<>();
        record.headers()
                .forEach(
                        header -> headers.add(new DeadLetter.Header(header.key(), header.value())));
        out.collect(
                new FrameRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        headers,
                        record.value()));
    }

    @Override
    public TypeInformation<FrameRecord> getProducedType() {
        return TypeInformation.of(FrameRecord.class);
    }
}
