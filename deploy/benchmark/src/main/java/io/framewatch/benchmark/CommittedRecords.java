package io.framewatch.benchmark;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a job has committed so far, as a consumer with {@code isolation.level=read_committed} sees
 * it. Not thread-safe.
 */
final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final TopicFollower follower;
    private final List<String> classified = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    private final List<String> deadLettered = new ArrayList<>();

    CommittedRecords(KafkaOptions kafka) {
        follower =
                TopicFollower.fromBeginning(
                        new KafkaClients(kafka),
                        to(Topics.CLASSIFICATIONS, result -> classified.add(text(result))),
                        to(Topics.ALERTS, alert -> alerts.add(text(alert))),
                        to(
                                Topics.DEAD_LETTERS,
                                letter ->
                                        deadLettered.add(
                                                letter.partition() + "/" + letter.offset())));
    }

    /** Takes what has been committed since, waiting for some time; false if there was nothing. */
    boolean poll() {
        return follower.poll(POLL);
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
        follower.close();
    }

    private static String text(Classification result) {
        return String.join(
                " ",
                result.location().frame().toString(),
                result.model(),
                result.modelVersion(),
                result.top().get(0).label());
    }

    private static String text(Alert alert) {
        return String.join(
                " ",
                alert.id(),
                alert.state().toString(),
                alert.camera().value(),
                alert.label(),
                alert.from().toString(),
                String.valueOf(alert.to()),
                alert.decidedAt().toString());
    }

    private static <T> Subscription<T> to(Topic<T> topic, Consumer<T> action) {
        return new Subscription<>(
                topic,
                RecordHandler.of(
                        record -> action.accept(record.value()),
                        (record, reason) -> {
                            throw new IllegalStateException(record + " cannot be read: " + reason);
                        }));
    }
}
