package io.framewatch.job;

import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.event.ModelDeployment;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deployments. What is none is left out with a warning: whatever serves goes on, and a
 * tombstone only ends the topic's memory of a model.
 */
final class DeploymentDeserializer implements KafkaRecordDeserializationSchema<ModelDeployment> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentDeserializer.class);

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ModelDeployment> out) {
        if (record.value() == null) {
            return;
        }
        try {
            out.collect(EventJson.toModelDeployment(record.value()));
        } catch (MalformedEventException e) {
            LOG.warn(
                    "Record {} of {}-{} is no deployment: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
        }
    }

    @Override
    public TypeInformation<ModelDeployment> getProducedType() {
        return TypeInformation.of(ModelDeployment.class);
    }
}
