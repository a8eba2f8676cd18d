package io.framewatch.sink;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serializes for one topic and says which: pooled transaction names cannot do without. A record
 * that the topic would refuse is lost alone: it is named in the log and counted by the metric
 * {@value #LOST_RECORDS}.
 */
abstract class TopicSerializer<T>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    /** Counter of a sink's writer: records that its topic would have refused. */
    static final String LOST_RECORDS = "lostRecords";

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TopicSerializer.class);

    final String topic;
    private final SerializableFunction<String, RecordLimits> limitsOfTopic;

    private transient RecordLimits limits;
    private transient Counter lost;

    /**
     * @param limitsOfTopic asked once in each task, when it starts
     */
    TopicSerializer(String topic, SerializableFunction<String, RecordLimits> limitsOfTopic) {
        this.topic = topic;
        this.limitsOfTopic = limitsOfTopic;
    }

    @Override
    public final void open(
            SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        limits = limitsOfTopic.apply(topic);
        lost = context.getMetricGroup().counter(LOST_RECORDS);
    }

    @Override
    public final ProducerRecord<byte[], byte[]> serialize(
            T element, KafkaSinkContext context, Long timestamp) {
        Instant now = Instant.now();
        ProducerRecord<byte[], byte[]> record = toRecord(element, limits, now);
        Optional<String> refusal = limits.refusal(record, now);
        if (refusal.isEmpty()) {
            return record;
        }
        lost.inc();
        LOG.error("{} is lost to topic {}: {}", name(element), topic, refusal.get());
        return null; // the writer leaves it out
    }

    /**
     * Makes the record.
     *
     * @param limits to be kept where that is possible
     */
    abstract ProducerRecord<byte[], byte[]> toRecord(T element, RecordLimits limits, Instant now);

    /** Names an element for whoever looks for it. */
    abstract String name(T element);

    @Override
    public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
