package io.framewatch.benchmark;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.job.JobTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a job has committed so far, as a consumer with {@code isolation.level=read_committed} sees
 * it. Not thread-safe.
 */
final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String prefix;
    private final List<String> classified = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    private final List<String> deadLettered = new ArrayList<>();

    CommittedRecords(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "isolation.level", "read_committed",
                                "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                Stream.of(JobTopics.CLASSIFICATIONS, JobTopics.ALERTS, JobTopics.DEAD_LETTERS)
                        .flatMap(topic -> consumer.partitionsFor(prefix + topic).stream())
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList());
    }

    /** Takes what has been committed since, waiting for some time; false if there was nothing. */
    boolean poll() throws MalformedEventException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(prefix + JobTopics.CLASSIFICATIONS)) {
                classified.add(text(EventJson.toClassification(record.value())));
            } else if (record.topic().equals(prefix + JobTopics.ALERTS)) {
                alerts.add(text(EventJson.toAlert(record.value())));
            } else {
                deadLettered.add(
                        header(record, "dl_partition") + "/" + header(record, "dl_offset"));
            }
        }
        return !records.isEmpty();
    }

    /**
     * All of it: of results frame, model and best label; of alerts all but scores, which may differ
     * in the last digit with the batch; of dead letters where the original lies.
     */
    FaultsReport.Committed all() {
        return new FaultsReport.Committed(classified, alerts, deadLettered);
    }

    /** Results, repetitions included. */
    int results() {
        return classified.size();
    }

    /** Records of the frames topic that are answered. */
    int answered() {
        return new HashSet<>(classified).size() + new HashSet<>(deadLettered).size();
    }

    @Override
    public String toString() {
        return "%d results, %d records of alerts, %d dead letters"
                .formatted(classified.size(), alerts.size(), deadLettered.size());
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String text(Classification result) {
        return String.join(
                " ",
                result.evidence().frame(),
                result.model(),
                result.modelVersion(),
                result.top().get(0).label());
    }

    private static String text(Alert alert) {
        return String.join(
                " ",
                alert.id(),
                alert.state().toString(),
                alert.camera(),
                alert.label(),
                alert.from().toString(),
                String.valueOf(alert.to()),
                alert.decidedAt().toString());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
