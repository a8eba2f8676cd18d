package io.framewatch.ingest.fleet;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One membership of this worker in the group that shares the cameras topic. Each {@link #step()}
 * takes what has come; whoever calls it brings the thread.
 */
final class Membership implements ConsumerRebalanceListener, RecordHandler<Camera>, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);

    /** The answer to the first heartbeat may be that the partitions are lost; a poll finds out. */
    private static final int POLLS_BEFORE_RESUMING = 2;

    private final FleetParts parts;
    private final String topic;
    private final Subscription<Camera> subscription = new Subscription<>(Topics.CAMERAS, this);
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, CompletableFuture<Map<CameraId, Long>>> unread =
            new HashMap<>();
    private int pollsInContact;

    /**
     * Joins the group.
     *
     * @throws org.apache.kafka.common.KafkaException if the configuration allows no client
     */
    Membership(KafkaClients clients, FleetParts parts) {
        this.parts = parts;
        this.topic = clients.fullName(Topics.CAMERAS);
        this.consumer = clients.groupMember(parts.group().group(), parts.group().sessionTimeout());
        consumer.subscribe(List.of(topic), this);
    }

    /**
     * Takes what has come, waiting a moment if there is nothing.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses
     */
    void step() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            subscription.dispatch(record);
        }
        parts.contact().observe(consumer.metrics());
        if (parts.contact().isLost()) {
            suspend();
        } else {
            resume();
        }
        startReadPartitions();
    }

    /** Lets {@link #step()} return with an exception; for any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Leaves the group, so that the other workers need not wait for the time-out. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LEAVE_TIMEOUT));
        parts.cameras().lostAll();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        if (added.isEmpty()) {
            return;
        }
        parts.notices().untroubled();
        consumer.seekToBeginning(added);
        parts.cameras().assigned(numbers(added));
        CompletableFuture<Map<CameraId, Long>> lastRuns = parts.lastRuns().read();
        added.forEach(partition -> unread.put(partition, lastRuns));
    }

    /** The next worker has the cameras after this, so their state must be written before. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
        unread.keySet().removeAll(removed);
        parts.cameras().revoked(numbers(removed));
        parts.status().awaitWritten(STATUS_TIMEOUT);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> removed) {
        unread.keySet().removeAll(removed);
        parts.cameras().lost(numbers(removed));
        parts.status().clear();
    }

    @Override
    public void received(TopicRecord<Camera> record) {
        set(record, Desired.of(record.key(), record.value()));
    }

    @Override
    public void malformed(TopicRecord<Void> record, String reason) {
        set(record, new Desired.Refused(reason));
    }

    @Override
    public void deleted(TopicRecord<Void> record) {
        cameraId(record).ifPresent(camera -> parts.cameras().removed(record.partition(), camera));
    }

    private void set(TopicRecord<?> record, Desired desired) {
        cameraId(record)
                .ifPresent(camera -> parts.cameras().received(record.partition(), camera, desired));
    }

    private Optional<CameraId> cameraId(TopicRecord<?> record) {
        try {
            return Optional.of(new CameraId(record.key()));
        } catch (IllegalArgumentException e) {
            parts.notices()
                    .say(
                            "record %s/%d/%d refused: key %s"
                                    .formatted(
                                            record.topic(),
                                            record.partition(),
                                            record.offset(),
                                            e.getMessage()));
            return Optional.empty();
        }
    }

    /** A partition is read to its end when the consumer lags behind by nothing. */
    private void startReadPartitions() {
        for (TopicPartition partition : List.copyOf(unread.keySet())) {
            CompletableFuture<Map<CameraId, Long>> lastRuns = unread.get(partition);
            OptionalLong lag = consumer.currentLag(partition);
            if (lastRuns.isCompletedExceptionally()) {
                lastRuns.exceptionally(this::readAgain);
            } else if (lastRuns.isDone() && lag.isPresent() && lag.getAsLong() == 0) {
                unread.remove(partition);
                parts.cameras().start(partition.partition(), lastRuns.join());
            }
        }
    }

    private Map<CameraId, Long> readAgain(Throwable failure) {
        parts.notices()
                .troubled("state of cameras cannot be read: " + KafkaReason.of(failure.getCause()));
        CompletableFuture<Map<CameraId, Long>> again = parts.lastRuns().read();
        unread.replaceAll((partition, before) -> again);
        return Map.of();
    }

    private void suspend() {
        pollsInContact = 0;
        if (parts.cameras().isSuspended() || consumer.assignment().isEmpty()) {
            return;
        }
        parts.notices()
                .say(
                        "no answer from Kafka for %d s: %d cameras stopped, as other workers may have them"
                                .formatted(
                                        parts.group().sessionTimeout().toSeconds(),
                                        parts.cameras().count()));
        parts.cameras().suspend();
        parts.status().clear();
    }

    private void resume() {
        pollsInContact++;
        if (parts.cameras().isSuspended() && pollsInContact >= POLLS_BEFORE_RESUMING) {
            parts.notices()
                    .say(
                            "Kafka answers again: %d cameras started"
                                    .formatted(parts.cameras().count()));
            parts.cameras().resume();
        }
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
