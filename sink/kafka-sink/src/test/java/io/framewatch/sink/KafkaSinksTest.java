package io.framewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KafkaSinksTest {

    private static final KafkaClients CLIENTS = clients(Map.of());

    @Test
    void shouldGiveEachExactlyOnceSinkItsOwnPoolOfTransactions() {
        KafkaSinks sinks =
                new KafkaSinks(CLIENTS, Delivery.exactlyOnce("site-a", Duration.ofMinutes(5)));

        assertThat(all(sinks))
                .extracting("sink.transactionalIdPrefix")
                .containsExactly(
                        "site-a-classifications",
                        "site-a-alerts",
                        "site-a-dead-letters",
                        "site-a-shed",
                        "site-a-model-agreements");
        assertThat(sinks.to(Topics.ALERTS))
                .hasFieldOrPropertyWithValue(
                        "sink.deliveryGuarantee", DeliveryGuarantee.EXACTLY_ONCE)
                .hasFieldOrPropertyWithValue(
                        "sink.transactionNamingStrategy", TransactionNamingStrategy.POOLING);
    }

    @Test
    void shouldTellTheBrokerTheTimeout() {
        Delivery delivery = Delivery.exactlyOnce("site-a", Duration.ofMinutes(5));

        assertThat(new KafkaSinks(CLIENTS, delivery).to(Topics.ALERTS))
                .extracting("sink.kafkaProducerConfig", map(Object.class, Object.class))
                .containsEntry("transaction.timeout.ms", "300000");
    }

    @Test
    void shouldLetAGivenPropertyWin() {
        KafkaClients client = clients(Map.of("transaction.timeout.ms", "60000"));
        Delivery delivery = Delivery.exactlyOnce("site-a", Duration.ofMinutes(5));

        assertThat(new KafkaSinks(client, delivery).to(Topics.ALERTS))
                .extracting("sink.kafkaProducerConfig", map(Object.class, Object.class))
                .containsEntry("transaction.timeout.ms", "60000");
    }

    @Test
    void shouldNotNeedAPrefixAtLeastOnce() {
        Sink<?> sink = new KafkaSinks(CLIENTS, Delivery.atLeastOnce()).to(Topics.ALERTS);

        assertThat(sink)
                .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @Test
    void shouldRefuseABlankPrefix() {
        assertThatThrownBy(() -> Delivery.exactlyOnce(" ", Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transactional id prefix ' ' must not be blank");
    }

    @Test
    void shouldTravelToTheTaskManagers() throws IOException, ClassNotFoundException {
        for (Delivery delivery :
                List.of(
                        Delivery.atLeastOnce(),
                        Delivery.exactlyOnce("site-a", Duration.ofMinutes(5)))) {
            for (Sink<?> sink : all(new KafkaSinks(CLIENTS, delivery))) {
                assertThat(InstantiationUtil.clone(sink)).isNotSameAs(sink);
            }
        }
    }

    private static KafkaClients clients(Map<String, String> properties) {
        return new KafkaClients(new KafkaOptions("127.0.0.1:9092", "site.", 4, properties));
    }

    private static List<Sink<?>> all(KafkaSinks sinks) {
        return List.of(
                sinks.to(Topics.CLASSIFICATIONS),
                sinks.to(Topics.ALERTS),
                sinks.to(Topics.DEAD_LETTERS),
                sinks.to(Topics.SHED),
                sinks.to(Topics.MODEL_STATUS, "model-agreements"));
    }
}
