package io.framewatch.benchmark;

import io.framewatch.benchmark.FaultsReport.Committed;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameLocation;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What a job has committed so far, as a consumer with {@code isolation.level=read_committed} sees
 * it. Not thread-safe.
 */
final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final List<Topic<?>> TOPICS =
            List.of(Topics.CLASSIFICATIONS, Topics.ALERTS, Topics.DEAD_LETTERS);

    private final KafkaClients clients;
    private final OpenTransactions transactions;
    private final TopicFollower follower;
    private final Committed seen = Committed.none();
    private Instant newestFrame = Instant.MIN;

    CommittedRecords(KafkaClients clients) {
        this.clients = clients;
        this.transactions = new OpenTransactions(clients, TOPICS);
        this.follower =
                TopicFollower.fromBeginning(
                        clients,
                        new Subscription<>(Topics.CLASSIFICATIONS, to(this::see)),
                        new Subscription<>(Topics.ALERTS, alerts(seen)),
                        new Subscription<>(Topics.DEAD_LETTERS, deadLetters(seen)));
    }

    /** Takes what has been committed since, waiting for some time; false if there was nothing. */
    boolean poll() {
        return follower.poll(POLL);
    }

    /**
     * All that is on the topics now: of results frame, model and best label; of alerts all but
     * scores, which may differ in the last digit with the batch, and the topic of the evidence; of
     * dead letters where the original lies.
     */
    Committed all() {
        Committed all = Committed.none();
        TopicScan.all(Topics.CLASSIFICATIONS).read(clients, results(all));
        TopicScan.all(Topics.ALERTS).read(clients, alerts(all));
        TopicScan.all(Topics.DEAD_LETTERS).read(clients, deadLetters(all));
        return all;
    }

    /**
     * Whether all that the job has written is committed. The sinks of a job commit one after the
     * other: the last results can be there while the last alerts are not.
     */
    boolean isComplete() throws ExecutionException, InterruptedException {
        return !transactions.any();
    }

    /** Results seen, repetitions included. */
    int results() {
        return seen.results().size();
    }

    /** Records of alerts seen. */
    int alerts() {
        return seen.alerts().size();
    }

    /** Records of the frames topic that are seen to be answered. */
    int answered() {
        return new HashSet<>(seen.results()).size() + new HashSet<>(seen.deadLetters()).size();
    }

    /** Capture time of the newest frame whose result is seen. */
    Instant newestFrame() {
        return newestFrame;
    }

    @Override
    public String toString() {
        return "%d results, %d records of alerts, %d dead letters"
                .formatted(seen.results().size(), seen.alerts().size(), seen.deadLetters().size());
    }

    @Override
    public void close() {
        follower.close();
        transactions.close();
    }

    private void see(Classification result) {
        seen.results().add(text(result));
        if (result.captureTime().isAfter(newestFrame)) {
            newestFrame = result.captureTime();
        }
    }

    private static RecordHandler<Classification> results(Committed committed) {
        return to(result -> committed.results().add(text(result)));
    }

    private static RecordHandler<Alert> alerts(Committed committed) {
        return to(alert -> committed.alerts().add(text(alert)));
    }

    private static RecordHandler<DeadLetter> deadLetters(Committed committed) {
        return to(letter -> committed.deadLetters().add(letter.original().position().toString()));
    }

    private static String text(Classification result) {
        return String.join(
                " ",
                result.location().frame().toString(),
                result.classifier().name(),
                result.classifier().version(),
                result.scores().top().get(0).label());
    }

    private static String text(Alert alert) {
        return String.join(
                " ",
                alert.id(),
                alert.state().toString(),
                alert.trigger().camera().value(),
                alert.trigger().label(),
                alert.change().from().toString(),
                String.valueOf(alert.change().to()),
                alert.change().decidedAt().toString(),
                text(alert.peak().frame()));
    }

    /** Where the evidence of an alert lies, if it has any. */
    private static String text(FrameLocation evidence) {
        return evidence == null
                ? "no evidence"
                : "%s %d/%d".formatted(evidence.frame(), evidence.partition(), evidence.offset());
    }

    private static <T> RecordHandler<T> to(Consumer<T> action) {
        return RecordHandler.of(
                record -> action.accept(record.value()),
                (record, reason) -> {
                    throw new IllegalStateException(record + " cannot be read: " + reason);
                });
    }
}
