package io.framewatch.docker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A program: writes a record without headers. Arguments: the brokers, the topic, key, value. */
final class RecordSender {

    private RecordSender() {}

    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        StringSerializer strings = new StringSerializer();
        try (Producer<String, String> producer = new KafkaProducer<>(settings, strings, strings)) {
            producer.send(new ProducerRecord<>(arguments[1], arguments[2], arguments[3])).get();
        }
    }
}
