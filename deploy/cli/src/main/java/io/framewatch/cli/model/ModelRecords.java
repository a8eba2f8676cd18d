package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelEvent;
import io.framewatch.event.ModelStatus;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.common.KafkaException;

/**
 * Reads what has been said about models. What others wrote on these topics by mistake is left out.
 * Not thread-safe.
 */
final class ModelRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaOptions kafka;
    private final TopicFollower follower;
    private final List<ModelStatus> arrived = new ArrayList<>();

    private ModelRecords(KafkaOptions kafka) {
        this.kafka = kafka;
        this.follower =
                TopicFollower.fromEnd(
                        new KafkaClients(kafka),
                        new Subscription<>(Topics.MODEL_STATUS, this::received));
    }

    /** Opens the topic of what became of deployments, behind its last record. */
    static ModelRecords statusFromNow(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        try {
            TopicAdmin.ensure(new KafkaClients(kafka), List.of(Topics.MODEL_STATUS));
            return new ModelRecords(kafka);
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
    }

    /** The latest deployment of each key of the models topic, in the order of the log. */
    static Map<String, Deployment> deployments(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        LatestDeployments latest = new LatestDeployments(new LinkedHashMap<>());
        read(kafka, Topics.MODELS, latest);
        return latest.byKey();
    }

    /** Everything that the status topic retains of deployments, in {@link StatusOrder}. */
    static List<ModelStatus> statuses(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        Map<Integer, Queue<ModelStatus>> byPartition = new HashMap<>();
        read(
                kafka,
                Topics.MODEL_STATUS,
                record -> {
                    if (record.value() instanceof ModelStatus status) {
                        byPartition
                                .computeIfAbsent(record.partition(), none -> new ArrayDeque<>())
                                .add(status);
                    }
                });
        return StatusOrder.merge(byPartition.values());
    }

    /** Everything that the status topic retains of comparisons. */
    static List<ModelAgreement> agreements(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        List<ModelAgreement> agreements = new ArrayList<>();
        read(
                kafka,
                Topics.MODEL_STATUS,
                record -> {
                    if (record.value() instanceof ModelAgreement agreement) {
                        agreements.add(agreement);
                    }
                });
        return agreements;
    }

    /** What became of deployments since the last call; waits a moment for it. */
    List<ModelStatus> nextStatuses() throws CommandException {
        arrived.clear();
        try {
            follower.poll(POLL);
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
        return List.copyOf(arrived);
    }

    @Override
    public void close() {
        follower.close();
    }

    private void received(TopicRecord<ModelEvent> record) {
        if (record.value() instanceof ModelStatus status) {
            arrived.add(status);
        }
    }

    private static <T> void read(KafkaOptions kafka, Topic<T> topic, RecordHandler<T> handler)
            throws CommandException, InterruptedException {
        KafkaClients clients = new KafkaClients(kafka);
        try {
            TopicAdmin.ensure(clients, List.of(topic));
            TopicScan.all(topic).read(clients, handler);
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
    }

    private static CommandException failed(KafkaOptions kafka, KafkaException cause) {
        return new CommandException(
                "Kafka at %s does not tell about models: %s"
                        .formatted(kafka.bootstrapServers(), KafkaReason.of(cause)),
                cause);
    }

    /** What each key says by now, in the order in which it was said. */
    private record LatestDeployments(Map<String, Deployment> byKey)
            implements RecordHandler<Deployment> {

        @Override
        public void received(TopicRecord<Deployment> record) {
            byKey.remove(record.key());
            byKey.put(record.key(), record.value());
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            byKey.remove(record.key());
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            byKey.remove(record.key());
        }
    }
}
