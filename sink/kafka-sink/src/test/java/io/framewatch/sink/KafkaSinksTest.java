package io.framewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KafkaSinksTest {

    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", "127.0.0.1:9092");

    @Test
    void shouldGiveEachExactlyOnceSinkItsOwnPoolOfTransactions() {
        KafkaSinks sinks =
                new KafkaSinks(CLIENT, Delivery.exactlyOnce("site-a", Duration.ofSeconds(10)));

        assertThat(all(sinks))
                .extracting("transactionalIdPrefix")
                .containsExactly(
                        "site-a-classifications",
                        "site-a-alerts",
                        "site-a-dead-letters",
                        "site-a-shed");
        assertThat(sinks.alerts("a"))
                .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.EXACTLY_ONCE)
                .hasFieldOrPropertyWithValue(
                        "transactionNamingStrategy", TransactionNamingStrategy.POOLING);
    }

    @Test
    void shouldKeepATransactionOpenOverACheckpointAndARestart() {
        Delivery delivery = Delivery.exactlyOnce("site-a", Duration.ofSeconds(10));

        assertThat(new KafkaSinks(CLIENT, delivery).alerts("a"))
                .extracting("kafkaProducerConfig", map(Object.class, Object.class))
                .containsEntry("transaction.timeout.ms", "610000");
    }

    @Test
    void shouldLetAGivenPropertyWin() {
        Map<String, Object> client = new HashMap<>(CLIENT);
        client.put("transaction.timeout.ms", "60000");
        Delivery delivery = Delivery.exactlyOnce("site-a", Duration.ofSeconds(10));

        assertThat(new KafkaSinks(client, delivery).alerts("a"))
                .extracting("kafkaProducerConfig", map(Object.class, Object.class))
                .containsEntry("transaction.timeout.ms", "60000");
    }

    @Test
    void shouldNotNeedAPrefixAtLeastOnce() {
        KafkaSink<?> sink = new KafkaSinks(CLIENT, Delivery.atLeastOnce()).alerts("a");

        assertThat(sink)
                .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @Test
    void shouldRefuseABlankPrefix() {
        assertThatThrownBy(() -> Delivery.exactlyOnce(" ", Duration.ofSeconds(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transactional id prefix ' ' must not be blank");
    }

    @Test
    void shouldTravelToTheTaskManagers() throws IOException, ClassNotFoundException {
        KafkaSinks sinks = new KafkaSinks(CLIENT, Delivery.atLeastOnce());

        for (KafkaSink<?> sink : all(sinks)) {
            assertThat(InstantiationUtil.clone(sink)).isNotSameAs(sink);
        }
    }

    private static List<KafkaSink<?>> all(KafkaSinks sinks) {
        return List.of(
                sinks.classifications("c"),
                sinks.alerts("a"),
                sinks.deadLetters("d"),
                sinks.shedFrames("s"));
    }
}
