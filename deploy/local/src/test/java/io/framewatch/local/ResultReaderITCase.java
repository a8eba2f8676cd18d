package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.broker.EmbeddedBroker;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.EventJson;
import io.framewatch.job.JobTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others write to the topics of the results does not keep the demo from reading on. */
@Timeout(120)
class ResultReaderITCase {

    private final Results results = new Results(List.of("road", "room"));
    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();

    @Test
    void shouldReadOnAfterRecordsThatNobodyExpects() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaOptions kafka = kafka(broker);
            JobTopics.ensure(kafka);
            try (KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(
                                    kafka.clientProperties(),
                                    new StringSerializer(),
                                    new ByteArraySerializer());
                    ResultReader reader = ResultReader.start(kafka, results, problems::add)) {
                assertThat(reader).isNotNull();
                for (String topic : JobTopics.ALL.subList(1, JobTopics.ALL.size())) {
                    for (byte[] value : hostileValues()) {
                        producer.send(new ProducerRecord<>(kafka.topic(topic), "road", value));
                    }
                }
                deadLetter(producer, kafka, "road", "1");
                deadLetter(producer, kafka, "road", "1");
                deadLetter(producer, kafka, null, "2");
                deadLetter(producer, kafka, "road", "many");
                producer.send(
                        new ProducerRecord<>(
                                kafka.topic(JobTopics.CLASSIFICATIONS),
                                0,
                                "road",
                                EventJson.toBytes(Samples.result("road", Long.MAX_VALUE))));
                for (int sequence = 1; sequence <= 3; sequence++) {
                    producer.send(
                            new ProducerRecord<>(
                                    kafka.topic(JobTopics.CLASSIFICATIONS),
                                    0,
                                    "road",
                                    EventJson.toBytes(Samples.result("road", sequence))));
                }
                producer.flush();

                results.await(4, Duration.ofMinutes(1));
                CameraResults.Snapshot road = results.of("road", Instant.now());
                assertThat(road.classified() + road.deadLettered()).isEqualTo(4);
            }
            assertThat(problems)
                    .as("one for each record that cannot be read")
                    .allMatch(line -> line.matches("framewatch\\.[a-z-]+, partition \\d, .*"))
                    .anyMatch(line -> line.endsWith("dead letter must have the header dl_topic"))
                    .anyMatch(line -> line.startsWith("framewatch.alerts, ") && line.contains("alert is malformed"));
        }
    }

    private static List<byte[]> hostileValues() {
        return java.util.Arrays.asList(
                null,
                new byte[0],
                "null".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                new byte[] {-1, 0, 10, 27},
                "[".repeat(100_000).getBytes(UTF_8));
    }

    private static void deadLetter(
            KafkaProducer<String, byte[]> producer, KafkaOptions kafka, String key, String offset) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(kafka.topic(JobTopics.DEAD_LETTERS), key, new byte[0]);
        record.headers().add("dl_topic", "framewatch.frames".getBytes(UTF_8));
        record.headers().add("dl_partition", "0".getBytes(UTF_8));
        record.headers().add("dl_offset", offset.getBytes(UTF_8));
        producer.send(record);
    }

    private static KafkaOptions kafka(EmbeddedBroker broker) throws Exception {
        return Configuration.parse(
                        "the test",
                        "kafka: {bootstrap-servers: '%s'}".formatted(broker.bootstrapServers()))
                .section("kafka", KafkaOptions.class)
                .orElseThrow();
    }
}
