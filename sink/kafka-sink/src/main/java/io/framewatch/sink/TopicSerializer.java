package io.framewatch.sink;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicLimits;
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
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serializes for one topic and says which: pooled transaction names cannot do without. A record
 * that the topic would refuse is lost alone: it is named in the log and counted by the metric
 * {@value #LOST_RECORDS}.
 */
final class TopicSerializer<T>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    /** Counter of a sink's writer: records that its topic would have refused. */
    static final String LOST_RECORDS = "lostRecords";

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TopicSerializer.class);

    private final Topic<? super T> topic;
    private final String name;
    private final SerializableSupplier<RecordLimits> limitsOfTopic;

    private transient RecordLimits limits;
    private transient Counter lost;

    /** Asks each time that a task starts what the topic takes, which may have changed. */
    TopicSerializer(Topic<? super T> topic, KafkaClients clients) {
        this(topic, clients.fullName(topic), () -> TopicLimits.read(clients, topic));
    }

    TopicSerializer(
            Topic<? super T> topic, String name, SerializableSupplier<RecordLimits> limitsOfTopic) {
        this.topic = topic;
        this.name = name;
        this.limitsOfTopic = limitsOfTopic;
    }

    @Override
    public void open(
            SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        if (limits != null) {
            return; // the connector's exactly-once writer opens its serializer twice
        }
        limits = limitsOfTopic.get();
        lost = context.getMetricGroup().counter(LOST_RECORDS);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T element, KafkaSinkContext context, Long timestamp) {
        Instant now = Instant.now();
        ProducerRecord<byte[], byte[]> record = topic.codec().toRecord(name, element, limits, now);
        Optional<String> refusal = limits.refusal(record, now);
        if (refusal.isEmpty()) {
            return record;
        }
        lost.inc();
        LOG.error("{} is lost to topic {}: {}", topic.codec().name(element), name, refusal.get());
        return null; // the writer leaves it out
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(name))));
    }
}
