package io.framewatch.cli.model;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.CloudEvents;
import io.framewatch.event.Deployment;
import io.framewatch.job.JobTopics;
import io.framewatch.cli.CommandException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells jobs what to serve, by a record on the models topic. */
public final class Announcement {

    private static final int TIMEOUT_MILLIS = 15_000;

    private Announcement() {}

    /**
     * Writes a deployment and waits until the broker has it.
     *
     * @throws CommandException if it does not come to that
     */
    public static void send(KafkaOptions kafka, Deployment deployment)
            throws CommandException, InterruptedException {
        send(kafka, deployment.key(), deployment);
    }

    /** Writes a deployment under another key than its own. */
    static void send(KafkaOptions kafka, String key, Deployment deployment)
            throws CommandException, InterruptedException {
        write(
                kafka,
                KafkaMessageFactory.createWriter(
                                kafka.topic(JobTopics.MODELS),
                                null,
                                deployment.announcedAt().toEpochMilli(),
                                key)
                        .writeBinary(CloudEvents.of(deployment, key)));
    }

    /** Makes the topic forget a key. */
    static void forget(KafkaOptions kafka, String key) throws CommandException, InterruptedException {
        write(kafka, new ProducerRecord<>(kafka.topic(JobTopics.MODELS), key, null));
    }

    private static void write(KafkaOptions kafka, ProducerRecord<String, byte[]> record)
            throws CommandException, InterruptedException {
        ensureTopics(kafka, record.topic());
        Map<String, Object> client = kafka.clientProperties();
        client.putIfAbsent("max.block.ms", TIMEOUT_MILLIS);
        client.putIfAbsent("delivery.timeout.ms", TIMEOUT_MILLIS);
        client.putIfAbsent("request.timeout.ms", TIMEOUT_MILLIS / 2);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw failed(kafka, record.topic(), e.getCause());
        } catch (KafkaException e) {
            throw failed(kafka, record.topic(), e);
        }
    }

    private static void ensureTopics(KafkaOptions kafka, String topic)
            throws CommandException, InterruptedException {
        try {
            JobTopics.ensure(kafka);
        } catch (KafkaException e) {
            throw failed(kafka, topic, e);
        }
    }

    private static CommandException failed(KafkaOptions kafka, String topic, Throwable cause) {
        return new CommandException(
                "Kafka at %s does not take the announcement for %s: %s"
                        .formatted(kafka.bootstrapServers(), topic, KafkaReason.of(cause)),
                cause);
    }
}
