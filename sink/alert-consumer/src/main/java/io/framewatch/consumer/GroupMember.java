package io.framewatch.consumer;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group. It never waits for a handler while it polls, so no handler costs the
 * membership: a partition with many records that are not done is paused. Each {@link #step()} takes
 * what has come and commits what is done; whoever calls it brings the thread.
 */
final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_PENDING = 100;
    private static final long NOT_COMMITTED = -1;

    private final AlertConsumerOptions options;
    private final ScheduledExecutorService thread;
    private final Lanes factory;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Contact contact;
    private boolean committing;

    /** Makes lanes. */
    interface Lanes {

        /**
         * @param first offset of the first record that is to be handled
         */
        Lane open(TopicPartition partition, long first);
    }

    /**
     * Joins the group.
     *
     * @param thread the one that works in the lanes
     * @throws KafkaException if the configuration allows no client
     */
    GroupMember(
            KafkaClients clients,
            AlertConsumerOptions options,
            ScheduledExecutorService thread,
            Lanes factory) {
        this.options = options;
        this.thread = thread;
        this.factory = factory;
        this.contact = new Contact(options.sessionTimeout());
        this.consumer = clients.groupMember(options.group(), options.sessionTimeout());
        consumer.subscribe(List.of(clients.fullName(Topics.ALERTS)), this);
    }

    /**
     * Takes what has come, waiting a moment if there is nothing.
     *
     * @throws KafkaException if the cluster refuses
     */
    void step() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> of = records.records(partition);
            lanes.get(partition).add(of);
        }
        lanes.forEach(this::pauseOrResume);
        commitSoon();
    }

    /** Why nothing can be read, in one line; empty if the group answers. */
    Optional<String> trouble() {
        return contact.trouble(consumer.metrics());
    }

    /** Waits for the handler, commits, and leaves the group. */
    @Override
    public void close() {
        release(Set.copyOf(lanes.keySet()));
        consumer.close(CloseOptions.timeout(LEAVE_TIMEOUT));
    }

    /** Goes back as far as alerts are remembered. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        if (added.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(added));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        for (TopicPartition partition : added) {
            OffsetAndMetadata before = known.get(partition);
            long begin = begins.get(partition);
            long first = first(before, begin, ends.get(partition));
            // A group that is new here has handled nothing that it could recall.
            long remembered = before == null ? 0 : options.remembered();
            consumer.seek(partition, Math.max(begin, first - remembered));
            committed.put(partition, before == null ? NOT_COMMITTED : before.offset());
            lanes.put(partition, factory.open(partition, first));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
        release(removed);
    }

    /** Others have them already: committing is no longer possible. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> removed) {
        LOG.warn("Partitions {} were lost: no contact to Kafka for too long", removed);
        end(removed);
        lanes.keySet().removeAll(removed);
    }

    /** What is committed beyond the end is of a topic that was deleted. */
    private long first(OffsetAndMetadata known, long begin, long end) {
        if (known != null && known.offset() <= end) {
            return Math.max(known.offset(), begin);
        }
        return options.start() == AlertConsumerOptions.Start.NOW ? end : begin;
    }

    private void pauseOrResume(TopicPartition partition, Lane lane) {
        if (lane.pending() >= MAX_PENDING) {
            consumer.pause(Set.of(partition));
        } else {
            consumer.resume(Set.of(partition));
        }
    }

    private void release(Collection<TopicPartition> partitions) {
        end(partitions);
        awaitHandler();
        Map<TopicPartition, OffsetAndMetadata> done = done(partitions);
        try {
            if (!done.isEmpty()) {
                consumer.commitSync(done);
            }
        } catch (KafkaException e) {
            LOG.warn("Not committed, these alerts will come again: {}", KafkaReason.of(e));
        }
        lanes.keySet().removeAll(partitions);
    }

    private void end(Collection<TopicPartition> partitions) {
        partitions.stream().filter(lanes::containsKey).map(lanes::get).forEach(Lane::end);
    }

    /** The lanes have one thread: if it does this, it is in no handler of a lane that has ended. */
    private void awaitHandler() {
        try {
            Void unused =
                    thread.<Void>submit(() -> null)
                            .get(options.handoverTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "The handler has not returned after {}: its alert will come again",
                    options.handoverTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task that does nothing failed", e);
        }
    }

    private void commitSoon() {
        Map<TopicPartition, OffsetAndMetadata> done = done(lanes.keySet());
        if (!committing && !done.isEmpty()) {
            committing = true;
            consumer.commitAsync(done, this::committed);
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        committing = false;
        if (failure == null) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } else {
            LOG.info("Not committed, trying again: {}", KafkaReason.of(failure));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> done(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.get(partition);
            if (lane != null && lane.next() != committed.get(partition)) {
                done.put(partition, new OffsetAndMetadata(lane.next()));
            }
        }
        return done;
    }
}
