package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.topic.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What becomes of the transactions of a checkpoint, with the connector's producer and a broker. */
@Timeout(300)
class RestoredCommitterITCase {

    /** The last epoch that a producer works with: the next transaction has another producer. */
    private static final int LAST_EPOCH = Short.MAX_VALUE - 1;

    private static EmbeddedBroker broker;

    private String topic;
    private String id;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        id = topic + "-0-0";
        broker.createTopic(topic, 1);
    }

    @Test
    void shouldCommitWhatTheFailedAttemptPrepared() throws Exception {
        try (FlinkKafkaInternalProducer<byte[], byte[]> failed = producer()) {
            KafkaCommittable prepared = write(failed, "a");

            assertThat(recover(prepared)).isEqualTo(TestingRequest.Answer.COMMITTED);
        }

        assertThat(committed()).containsExactly("a");
    }

    @Test
    void shouldKnowWhatTheFailedAttemptCommitted() throws Exception {
        try (FlinkKafkaInternalProducer<byte[], byte[]> failed = producer()) {
            KafkaCommittable prepared = write(failed, "a");
            failed.commitTransaction();

            assertThat(recover(prepared)).isEqualTo(TestingRequest.Answer.ALREADY_COMMITTED);
        }

        assertThat(committed()).containsExactly("a");
    }

    @Test
    void shouldAbortWhatTheFailedAttemptBeganWithTheSameId() throws Exception {
        try (FlinkKafkaInternalProducer<byte[], byte[]> failed = producer()) {
            KafkaCommittable prepared = write(failed, "a");
            failed.commitTransaction();
            failed.setTransactionId(id);
            failed.initTransactions();
            write(failed, "lost with its checkpoint");
            assertThat(openTransactions()).containsExactly(id);

            assertThat(recover(prepared)).isEqualTo(TestingRequest.Answer.FAILED);
        }

        assertThat(openTransactions()).isEmpty();
        writeByOthers("b");
        assertThat(committed()).containsExactly("a", "b");
    }

    /**
     * The broker counts one epoch for each transaction, and starts another producer at the last.
     */
    @Test
    void shouldKnowWhatTheFailedAttemptCommittedWithItsLastEpoch() throws Exception {
        try (FlinkKafkaInternalProducer<byte[], byte[]> failed = producer()) {
            long producerId = failed.getProducerId();
            while (failed.getEpoch() < LAST_EPOCH) {
                failed.setTransactionId(id);
                failed.initTransactions();
            }
            KafkaCommittable prepared = write(failed, "a");
            failed.commitTransaction();
            assertThat(prepared.getProducerId()).isEqualTo(producerId);
            assertThat(failed.getProducerId()).isNotEqualTo(producerId);

            assertThat(recover(prepared)).isEqualTo(TestingRequest.Answer.ALREADY_COMMITTED);

            write(failed, "b");
            failed.commitTransaction();
        }
        assertThat(committed()).containsExactly("a", "b");
    }

    @Test
    void shouldGoOnWhenTheBrokerForgotTheId() throws Exception {
        KafkaCommittable weekOld = new KafkaCommittable(4_711, (short) 3, id, null);

        assertThat(recover(weekOld)).isEqualTo(TestingRequest.Answer.FAILED);
    }

    @Test
    void shouldLeaveTransactionsOfThisAttemptToTheConnector() throws Exception {
        try (FlinkKafkaInternalProducer<byte[], byte[]> running = producer()) {
            write(running, "a");

            assertThat(commit(KafkaCommittable.of(running)))
                    .isEqualTo(TestingRequest.Answer.COMMITTED);
        }

        assertThat(committed()).containsExactly("a");
    }

    /** A checkpoint has the names of its transactions, not their producers. */
    private TestingRequest.Answer recover(KafkaCommittable prepared) throws Exception {
        return commit(
                new KafkaCommittable(
                        prepared.getProducerId(),
                        prepared.getEpoch(),
                        prepared.getTransactionalId(),
                        null));
    }

    private TestingRequest.Answer commit(KafkaCommittable committable) throws Exception {
        TestingRequest request = new TestingRequest(committable);
        KafkaClients clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), "", 1, Map.of()));
        try (RestoredCommitter committer =
                new RestoredCommitter(
                        new KafkaCommitter(
                                properties(), topic, 0, 0, true, FlinkKafkaInternalProducer::new),
                        clients)) {
            committer.commit(List.of(request));
        }
        return request.answer();
    }

    private KafkaCommittable write(
            FlinkKafkaInternalProducer<byte[], byte[]> producer, String value) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
        producer.flush();
        KafkaCommittable prepared = KafkaCommittable.of(producer);
        producer.precommitTransaction();
        return prepared;
    }

    private void writeByOthers(String value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties())) {
            var unused = producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
        }
    }

    private FlinkKafkaInternalProducer<byte[], byte[]> producer() {
        FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(properties(), id);
        producer.initTransactions();
        return producer;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("transaction.timeout.ms", "600000");
        return properties;
    }

    private List<String> openTransactions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin
                    .listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id::equals)
                    .toList();
        }
    }

    /** What consumers with read_committed get, up to the end of the topic. */
    private List<String> committed() {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
            return values;
        }
    }
}
