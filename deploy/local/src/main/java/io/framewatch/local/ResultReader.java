package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.event.ModelStatus;
import io.framewatch.job.JobTopics;
import io.framewatch.topic.CloudEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the job's output topics into {@link Results}, and says what becomes of models, on a thread
 * of its own.
 */
final class ResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String classifications;
    private final String alerts;
    private final String shed;
    private final String deadLetters;
    private final String modelStatus;
    private final Results results;
    private final TerminalView view;
    private final ModelChanges models = new ModelChanges();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    private ResultReader(KafkaOptions kafka, Results results, TerminalView view) {
        this.classifications = kafka.topic(JobTopics.CLASSIFICATIONS);
        this.alerts = kafka.topic(JobTopics.ALERTS);
        this.shed = kafka.topic(JobTopics.SHED);
        this.deadLetters = kafka.topic(JobTopics.DEAD_LETTERS);
        this.modelStatus = kafka.topic(JobTopics.MODEL_STATUS);
        this.results = results;
        this.view = view;
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
     * @param view gets a line for each change of a model and each record that cannot be read
     */
    static ResultReader start(KafkaOptions kafka, Results results, TerminalView view) {
        ResultReader reader = new ResultReader(kafka, results, view);
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
        return Stream.of(classifications, alerts, shed, deadLetters, modelStatus)
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
            } else if (record.topic().equals(modelStatus)) {
                addModelStatus(record);
            } else {
                results.addDeadLetter(record.key(), FrameLocation.of(record.headers()));
            }
        } catch (MalformedEventException | IllegalArgumentException e) {
            view.line(
                    "%s, partition %d, offset %d: %s"
                            .formatted(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    e.getMessage()));
        }
    }

    /** The topic also has how shadows agree, which {@code ./framewatch model status} shows. */
    private void addModelStatus(ConsumerRecord<String, byte[]> record)
            throws MalformedEventException {
        if (!isAgreement(record)) {
            ModelStatus status = EventJson.toModelStatus(record.value());
            models.add(status).ifPresent(change -> view.model(status.at(), change));
        }
    }

    private static boolean isAgreement(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null
                && Arrays.equals(CloudEvents.MODEL_AGREEMENT_TYPE.getBytes(UTF_8), type.value());
    }
}
