package io.framewatch.sink;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topic;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
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

    private final KafkaClients clients;
    private final Delivery delivery;

    /**
     * @param clients clients of the cluster
     * @param delivery guarantee of every sink
     */
    public KafkaSinks(KafkaClients clients, Delivery delivery) {
        this.clients = Objects.requireNonNull(clients, "clients");
        this.delivery = Objects.requireNonNull(delivery, "delivery");
    }

    /** The only sink of a topic in the job. */
    public <T> Sink<T> to(Topic<T> topic) {
        return to(topic, topic.name());
    }

    /**
     * One of several sinks of a topic.
     *
     * @param name tells their transactions apart; stays the same as long as the job's state does
     */
    public <T> Sink<T> to(Topic<? super T> topic, String name) {
        KafkaSinkBuilder<T> builder =
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(producerProperties())
                        .setRecordSerializer(new TopicSerializer<>(topic, clients))
                        .setDeliveryGuarantee(delivery.guarantee());
        if (!isExactlyOnce()) {
            return builder.build();
        }
        builder.setTransactionalIdPrefix(delivery.transactionalIdPrefix() + "-" + name)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
        return new ExactlyOnceSink<>(builder.build(), clients);
    }

    private Properties producerProperties() {
        Properties properties = new Properties();
        if (isExactlyOnce()) {
            properties.setProperty(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    Long.toString(delivery.transactionTimeout().toMillis()));
        }
        properties.putAll(clients.kafka().clientProperties());
        return properties;
    }

    private boolean isExactlyOnce() {
        return delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE;
    }
}
