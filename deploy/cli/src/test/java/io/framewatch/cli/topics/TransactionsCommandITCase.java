package io.framewatch.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch topics transactions} as a user runs it, on a broker. */
@Timeout(120)
class TransactionsCommandITCase {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private KafkaClients clients;
    private Path config;
    private String err;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
        broker.createTopic("shop.alerts", 2);
        broker.createTopic("other.alerts", 1);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void configure() throws Exception {
        clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), "shop.", 2, Map.of()));
        config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        "kafka: {bootstrap-servers: '%s', topic-prefix: shop.}\n"
                                .formatted(broker.bootstrapServers()));
    }

    @Test
    void shouldListAndAbortATransactionThatLingers() throws Exception {
        assertThat(run(0)).isEqualTo("no transaction is open on the topics\n");
        try (Producer<byte[], byte[]> lingering = begin("lingering-0", "shop.alerts");
                Producer<byte[], byte[]> running = begin("running-1", "shop.alerts");
                Producer<byte[], byte[]> foreign = begin("foreign-2", "other.alerts")) {
            List<String> lines = run(0).lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0).split(" +"))
                    .containsExactly("TRANSACTION", "STATE", "SINCE", "END", "PARTITIONS");
            assertThat(lines.get(1)).startsWith("lingering-0  ongoing  ").endsWith("shop.alerts-1");
            assertThat(lines.get(2)).startsWith("running-1 ").endsWith("shop.alerts-1");
            JsonNode json = new ObjectMapper().readTree(run(0, "--output", "json"));
            assertThat(json).hasSize(2);
            Instant since = Instant.parse(json.get(0).get("since").asText());
            assertThat(since).isBetween(Instant.now().minus(LIFETIME), Instant.now());
            assertThat(json.get(0).get("end").asText()).isEqualTo(since.plus(LIFETIME).toString());
            assertThat(json.get(0).get("partitions").toString()).isEqualTo("[\"shop.alerts-1\"]");

            assertThat(run(0, "--abort", "lingering-0"))
                    .isEqualTo("transaction/lingering-0 aborted\n");

            running.commitTransaction();
            foreign.commitTransaction();
            assertThat(run(0)).isEqualTo("no transaction is open on the topics\n");
            assertThat(committed()).isEqualTo(1);
            assertThatThrownBy(lingering::commitTransaction)
                    .isInstanceOf(ProducerFencedException.class);
        }
    }

    @Test
    void shouldAbortNothingThatIsNotOpenOnTheTopics() throws Exception {
        try (Producer<byte[], byte[]> foreign = begin("foreign-3", "other.alerts")) {
            run(1, "--abort", "foreign-3");

            assertThat(err)
                    .isEqualTo(
                            "framewatch topics transactions: --abort 'foreign-3' must be one of the"
                                    + " open transactions []\n");
            foreign.commitTransaction();
        }
    }

    /** Begins a transaction that has a record on the last partition of a topic. */
    private static Producer<byte[], byte[]> begin(String id, String topic) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                id,
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) LIFETIME.toMillis()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        int last = producer.partitionsFor(topic).size() - 1;
        var unused = producer.send(new ProducerRecord<>(topic, last, null, new byte[] {1}));
        producer.flush();
        return producer;
    }

    /** How many records of the topic a consumer sees that waits for transactions. */
    private int committed() {
        TopicPartition partition = new TopicPartition(clients.fullName(Topics.ALERTS), 1);
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(10)).count();
        }
    }

    private String run(int exitCode, String... arguments) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all =
                Stream.concat(
                                Stream.of("topics", "transactions", "--config", config.toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new);
        try (Workspace workspace = Workspace.create()) {
            CommandLine commandLine =
                    Framewatch.commandLine(workspace)
                            .setOut(new PrintWriter(out, true))
                            .setErr(new PrintWriter(errors, true));
            assertThat(commandLine.execute(all)).as("%s", errors).isEqualTo(exitCode);
        }
        err = errors.toString();
        return out.toString();
    }
}
