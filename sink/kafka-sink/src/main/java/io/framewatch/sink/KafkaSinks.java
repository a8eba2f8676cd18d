package io.framewatch.sink;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.CloudEvents;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ShedFrame;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
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
        return sink(
                "classifications",
                new EventSerializer<>(topic, Classification::camera, CloudEvents::of));
    }

    /** Writes shed frames as binary CloudEvents: key camera id, timestamp capture time. */
    public KafkaSink<ShedFrame> shedFrames(String topic) {
        return sink("shed", new EventSerializer<>(topic, ShedFrame::camera, CloudEvents::of));
    }

    /**
     * Writes alerts as binary CloudEvents: key camera id, timestamp the capture time of the frame
     * that brought the change.
     */
    public KafkaSink<Alert> alerts(String topic) {
        return sink("alerts", new EventSerializer<>(topic, Alert::camera, CloudEvents::of));
    }

    /** Writes dead letters: the original record and the headers of {@link DeadLetterHeaders}. */
    public KafkaSink<DeadLetter> deadLetters(String topic) {
        return sink("dead-letters", new DeadLetterSerializer(topic));
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
