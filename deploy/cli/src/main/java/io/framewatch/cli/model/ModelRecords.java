package io.framewatch.cli.model;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.CloudEvents;
import io.framewatch.event.Deployment;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.job.JobTopics;
import io.framewatch.cli.CommandException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what has been said about models from one of the topics. Not thread-safe. */
final class ModelRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MILLIS = 15_000;

    private final KafkaOptions kafka;
    private final KafkaConsumer<String, byte[]> consumer;

    private ModelRecords(KafkaOptions kafka, String topic) {
        this.kafka = kafka;
        Map<String, Object> client = kafka.clientProperties();
        client.putIfAbsent("default.api.timeout.ms", TIMEOUT_MILLIS);
        consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(kafka.topic(topic)).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
    }

    /** Opens the topic of what became of deployments, behind its last record. */
    static ModelRecords statusFromNow(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        ModelRecords records = open(kafka, JobTopics.MODEL_STATUS);
        records.consumer.seekToEnd(records.consumer.assignment());
        records.consumer.assignment().forEach(records.consumer::position);
        return records;
    }

    /** The latest deployment of each key of the models topic, in the order of the log. */
    static Map<String, Deployment> deployments(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        Map<String, Deployment> latest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : all(kafka, JobTopics.MODELS)) {
            latest.remove(record.key());
            if (record.value() != null) {
                parse(record, EventJson::toDeployment)
                        .ifPresent(deployment -> latest.put(record.key(), deployment));
            }
        }
        return latest;
    }

    /** Everything that the status topic retains of deployments, in {@link StatusOrder}. */
    static List<ModelStatus> statuses(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        Map<Integer, Queue<ModelStatus>> byPartition = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : all(kafka, JobTopics.MODEL_STATUS)) {
            if (isOf(record, CloudEvents.MODEL_STATUS_TYPE)) {
                parse(record, EventJson::toModelStatus)
                        .ifPresent(
                                byPartition.computeIfAbsent(
                                                record.partition(), none -> new ArrayDeque<>())
                                        ::add);
            }
        }
        return StatusOrder.merge(byPartition.values());
    }

    /** Everything that the status topic retains of comparisons. */
    static List<ModelAgreement> agreements(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        List<ModelAgreement> agreements = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : all(kafka, JobTopics.MODEL_STATUS)) {
            if (isOf(record, CloudEvents.MODEL_AGREEMENT_TYPE)) {
                parse(record, EventJson::toModelAgreement).ifPresent(agreements::add);
            }
        }
        return agreements;
    }

    /** What became of deployments since the last call; waits a moment for it. */
    List<ModelStatus> nextStatuses() throws CommandException {
        List<ModelStatus> statuses = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (isOf(record, CloudEvents.MODEL_STATUS_TYPE)) {
                    parse(record, EventJson::toModelStatus).ifPresent(statuses::add);
                }
            }
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
        return statuses;
    }

    private static List<ConsumerRecord<String, byte[]>> all(KafkaOptions kafka, String topic)
            throws CommandException, InterruptedException {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (ModelRecords records = open(kafka, topic)) {
            KafkaConsumer<String, byte[]> consumer = records.consumer;
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(all::add);
            }
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
        return all;
    }

    private static ModelRecords open(KafkaOptions kafka, String topic)
            throws CommandException, InterruptedException {
        try {
            JobTopics.ensure(kafka);
            return new ModelRecords(kafka, topic);
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
    }

    private static boolean isOf(ConsumerRecord<String, byte[]> record, String type) {
        Header header = record.headers().lastHeader("ce_type");
        return header != null
                && type.equals(new String(header.value(), StandardCharsets.UTF_8))
                && record.value() != null;
    }

    private interface Parser<T> {
        T parse(byte[] json) throws MalformedEventException;
    }

    /** What others wrote there by mistake is not ours to report. */
    private static <T> Optional<T> parse(ConsumerRecord<String, byte[]> record, Parser<T> parser) {
        try {
            return Optional.of(parser.parse(record.value()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static CommandException failed(KafkaOptions kafka, KafkaException cause) {
        return new CommandException(
                "Kafka at %s does not tell about models: %s"
                        .formatted(kafka.bootstrapServers(), KafkaReason.of(cause)),
                cause);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
