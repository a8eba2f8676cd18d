package io.framewatch.local;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelEvent;
import io.framewatch.event.ModelStatus;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Reads the job's output topics into {@link Results}, and says what becomes of models, on a thread
 * of its own.
 */
final class ResultReader implements AutoCloseable {

    private final TerminalView view;
    private final ModelChanges models = new ModelChanges();
    private final TopicFollower follower;

    private ResultReader(KafkaOptions kafka, Results results, TerminalView view) {
        this.view = view;
        this.follower =
                TopicFollower.fromBeginning(
                        new KafkaClients(kafka),
                        to(
                                Topics.CLASSIFICATIONS,
                                record -> results.add(record.value(), Instant.now())),
                        to(Topics.ALERTS, record -> results.add(record.value())),
                        to(Topics.SHED, record -> results.add(record.value())),
                        to(
                                Topics.DEAD_LETTERS,
                                record -> results.add(record.key(), record.value())),
                        to(Topics.MODEL_STATUS, record -> show(record.value())));
    }

    /**
     * Starts reading the topics from their beginning.
     *
     * @param view gets a line for each change of a model and each record that cannot be read
     */
    static ResultReader start(KafkaOptions kafka, Results results, TerminalView view) {
        ResultReader reader = new ResultReader(kafka, results, view);
        reader.follower.start(
                "result-reader", failure -> view.line("results cannot be read: " + failure));
        return reader;
    }

    /** Stops reading. Idempotent. */
    @Override
    public void close() {
        follower.close();
    }

    /** How shadows agree is left to {@code ./framewatch model status}. */
    private void show(ModelEvent event) {
        if (event instanceof ModelStatus status) {
            models.add(status).ifPresent(change -> view.model(status.at(), change));
        }
    }

    private <T> Subscription<T> to(Topic<T> topic, Consumer<TopicRecord<T>> action) {
        return new Subscription<>(topic, RecordHandler.of(action, this::sayMalformed));
    }

    private void sayMalformed(TopicRecord<Void> record, String reason) {
        view.line(
                "%s, partition %d, offset %d: %s"
                        .formatted(record.topic(), record.partition(), record.offset(), reason));
    }
}
