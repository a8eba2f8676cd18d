package io.framewatch.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerITCase {

    @Test
    void shouldKeepATransactionAndLeaveNothingBehind() throws Exception {
        List<Path> before = folders();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopic("frames", 2);
            sendInTransaction(broker, "frames", "gate-1");

            assertThat(readCommitted(broker, "frames")).isEqualTo("gate-1");
        }
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void shouldTakeAnotherPortWhenThePreferredOneIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(taken.getLocalPort())) {
            broker.createTopic("frames", 1);

            assertThat(broker.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Test
    void shouldNotTakeAnotherPortThanTheOnlyOne() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.startOn(port))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageStartingWith("port " + port + " of 127.0.0.1 cannot be used: ");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.startOn(port)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void shouldKeepFramesUnlessTheTopicSaysOtherwise() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopic("all", 1);
            broker.createTopic("latest", 1, Map.of("retention.bytes", "1000"));

            assertThat(setting(broker, "all", "retention.bytes")).isEqualTo("-1");
            assertThat(setting(broker, "latest", "retention.bytes")).isEqualTo("1000");
        }
    }

    private static String setting(EmbeddedBroker broker, String topic, String name)
            throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }

    private static void sendInTransaction(EmbeddedBroker broker, String topic, String value) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, 1, null, value.getBytes(UTF_8)));
            producer.commitTransaction();
        }
    }

    private static String readCommitted(EmbeddedBroker broker, String topic) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 1)));
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(30))) {
                return new String(record.value(), UTF_8);
            }
        }
        return "nothing";
    }

    private static List<Path> folders() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("framewatch-broker-"))
                    .sorted()
                    .toList();
        }
    }
}
