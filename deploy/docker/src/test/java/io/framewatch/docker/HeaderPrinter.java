package io.framewatch.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A program: prints a header of each committed record of a topic, a line {@code name=value} each.
 * Arguments: the brokers, the topic, the name.
 */
final class HeaderPrinter {

    private static final Duration POLL = Duration.ofSeconds(1);

    private HeaderPrinter() {}

    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arguments[0],
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(arguments[1]).stream()
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(record -> print(record, arguments[2]));
            }
        }
    }

    private static void print(ConsumerRecord<?, ?> record, String name) {
        record.headers()
                .headers(name)
                .forEach(
                        header ->
                                System.out.println(name + "=" + new String(header.value(), UTF_8)));
    }
}
