package io.framewatch.job.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.EventType;
import io.framewatch.event.IngestedFrames;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of ingest and passes over the balances, which the job itself writes. A record
 * that is malformed is left out with a warning.
 */
final class IngestedFramesDeserializer implements KafkaRecordDeserializationSchema<IngestedFrames> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(IngestedFramesDeserializer.class);

    private static final byte[] TYPE =
            new EventType<>("ingested-frames", IngestedFrames.class).type().getBytes(UTF_8);

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IngestedFrames> out) {
        Header type = record.headers().lastHeader("ce_type");
        if (type == null || !Arrays.equals(type.value(), TYPE)) {
            return;
        }
        try {
            IngestedFrames counts = (IngestedFrames) Topics.LEDGER.codec().fromRecord(record);
            out.collect(counts);
        } catch (MalformedRecordException e) {
            LOG.warn(
                    "Record {} of {}-{} is left out of the ledger: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
        }
    }

    @Override
    public TypeInformation<IngestedFrames> getProducedType() {
        return TypeInformation.of(IngestedFrames.class);
    }
}
