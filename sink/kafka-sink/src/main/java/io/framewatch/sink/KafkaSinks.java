package io.framewatch.sink;

import io.cloudevents.CloudEvent;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ShedFrame;
import io.framewatch.topic.CloudEvents;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Builds the sinks of one job, all with the same connection and delivery.
 *
 * <p>A client property that is given wins over what the delivery would set.
 */
public final class KafkaSinks {

    private final Map<String, Object> clientProperties;
    private final Delivery delivery;

    /**
     * @param clientProperties properties of the Kafka client, {@code bootstrap.servers} among them
     * @param delivery guarantee of every sink
     */
    public KafkaSinks(Map<String, Object> clientProperties, Delivery delivery) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.delivery = Objects.requireNonNull(delivery, "delivery");
    }

    /** Writes results as binary CloudEvents: key camera id, timestamp capture time. */
    public KafkaSink<Classification> classifications(String topic) {
        return sink("classifications", events(topic, Classification::camera, CloudEvents::of));
    }

    /** Writes shed frames as binary CloudEvents: key camera id, timestamp capture time. */
    public KafkaSink<ShedFrame> shedFrames(String topic) {
        return sink("shed", events(topic, ShedFrame::camera, CloudEvents::of));
    }

    /**
     * Writes alerts as binary CloudEvents: key camera id, timestamp the capture time of the frame
     * that brought the change.
     */
    public KafkaSink<Alert> alerts(String topic) {
        return sink("alerts", events(topic, Alert::camera, CloudEvents::of));
    }

    /** Writes dead letters: the original record and the headers of {@link DeadLetterHeaders}. */
    public KafkaSink<DeadLetter> deadLetters(String topic) {
        return sink("dead-letters", new DeadLetterSerializer(topic, limits()));
    }

    /** Writes what became of deployments as binary CloudEvents: key the model's name. */
    public KafkaSink<ModelStatus> modelStatus(String topic) {
        return sink(
                "model-status", events(topic, status -> status.subject().name(), CloudEvents::of));
    }

    /** Writes how shadows agree as binary CloudEvents: key the shadow's name. */
    public KafkaSink<ModelAgreement> modelAgreements(String topic) {
        return sink("model-agreements", events(topic, ModelAgreement::name, CloudEvents::of));
    }

    private <T> EventSerializer<T> events(
            String topic,
            SerializableFunction<T, String> key,
            SerializableFunction<T, CloudEvent> toEvent) {
        return new EventSerializer<>(topic, limits(), key, toEvent);
    }

    /** To be read in the tasks: a topic's limits may change until they start again. */
    private SerializableFunction<String, RecordLimits> limits() {
        HashMap<String, Object> client = new HashMap<>(clientProperties);
        return topic -> TopicLimits.read(client, topic);
    }

    private <T> KafkaSink<T> sink(String name, KafkaRecordSerializationSchema<T> serializer) {
        KafkaSinkBuilder<T> builder =
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(producerProperties())
                        .setRecordSerializer(serializer)
                        .setDeliveryGuarantee(delivery.guarantee());
        if (isExactlyOnce()) {
            builder.setTransactionalIdPrefix(delivery.transactionalIdPrefix() + "-" + name)
                    .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
        }
        return builder.build();
    }

    private Properties producerProperties() {
        Properties properties = new Properties();
        if (isExactlyOnce()) {
            properties.setProperty(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    Long.toString(delivery.transactionTimeout().toMillis()));
        }
        properties.putAll(clientProperties);
        return properties;
    }

    private boolean isExactlyOnce() {
        return delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE;
    }
}
