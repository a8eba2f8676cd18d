package io.framewatch.local;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.job.JobTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the job's output topics into {@link Results}, on a thread of its own. */
final class ResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String classifications;
    private final String alerts;
    private final String shed;
    private final String deadLetters;
    private final Results results;
    private final Consumer<String> problems;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    private ResultReader(KafkaOptions kafka, Results results, Consumer<String> problems) {
        this.classifications = kafka.topic(JobTopics.CLASSIFICATIONS);
        this.alerts = kafka.topic(JobTopics.ALERTS);
        this.shed = kafka.topic(JobTopics.SHED);
        this.deadLetters = kafka.topic(JobTopics.DEAD_LETTERS);
        this.results = results;
        this.problems = problems;
        Map<String, Object> client = kafka.clientProperties();
        client.put("isolation.level", "read_committed");
        client.put("auto.offset.reset", "earliest");
        this.consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::read, "result-reader");
    }

    /**
     * Starts reading the topics from their beginning.
     *
     * @param problems receives one line for each record that cannot be read
     */
    static ResultReader start(KafkaOptions kafka, Results results, Consumer<String> problems) {
        ResultReader reader = new ResultReader(kafka, results, problems);
        reader.consumer.assign(reader.partitions());
        reader.thread.start();
        return reader;
    }

    /** Stops reading. Idempotent. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> partitions() {
        return Stream.of(classifications, alerts, shed, deadLetters)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::add);
            }
        } catch (WakeupException e) {
            // close() was called
        }
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(classifications)) {
                results.add(EventJson.toClassification(record.value()), Instant.now());
            } else if (record.topic().equals(alerts)) {
                results.add(EventJson.toAlert(record.value()));
            } else if (record.topic().equals(shed)) {
                results.add(EventJson.toShedFrame(record.value()));
            } else {
                results.addDeadLetter(record.key(), FrameLocation.of(record.headers()));
            }
        } catch (MalformedEventException | IllegalArgumentException e) {
            problems.accept(
                    "%s, partition %d, offset %d: %s"
                            .formatted(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    e.getMessage()));
        }
    }
}
