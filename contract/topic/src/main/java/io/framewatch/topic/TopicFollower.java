package io.framewatch.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads topics and goes on with what comes, without a group: every follower gets every record. Of a
 * compacted topic it gets, from the beginning, what counts now, and then each change, in the order
 * of the offsets. One thread polls; any may close.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Map<String, Subscription<?>> subscriptions = new HashMap<>();
    private Thread thread;

    private TopicFollower(KafkaClients clients, List<Subscription<?>> subscriptions) {
        consumer = clients.consumer();
        subscriptions.forEach(
                subscription ->
                        this.subscriptions.put(
                                clients.fullName(subscription.topic()), subscription));
    }

    /**
     * Opens topics at their beginning.
     *
     * @throws KafkaException if the cluster does not answer or lacks a topic
     */
    public static TopicFollower fromBeginning(
            KafkaClients clients, Subscription<?>... subscriptions) {
        return open(clients, subscriptions, consumer -> {});
    }

    /**
     * Opens topics behind their last record.
     *
     * @throws KafkaException if the cluster does not answer or lacks a topic
     */
    public static TopicFollower fromEnd(KafkaClients clients, Subscription<?>... subscriptions) {
        return open(
                clients,
                subscriptions,
                consumer -> {
                    consumer.seekToEnd(consumer.assignment());
                    // Asked for now: else the end would be that of the first poll.
                    consumer.assignment().forEach(consumer::position);
                });
    }

    /**
     * Opens topics at the first records with a timestamp from a time on, or behind the last one
     * where there is none.
     *
     * @throws KafkaException if the cluster does not answer or lacks a topic
     */
    public static TopicFollower since(
            KafkaClients clients, Instant time, Subscription<?>... subscriptions) {
        return open(clients, subscriptions, consumer -> seek(consumer, time));
    }

    private static void seek(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.assignment().forEach(partition -> times.put(partition, time.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach(
                        (partition, found) -> {
                            if (found == null) {
                                consumer.seekToEnd(List.of(partition));
                                consumer.position(partition);
                            } else {
                                consumer.seek(partition, found.offset());
                            }
                        });
    }

    private static TopicFollower open(
            KafkaClients clients,
            Subscription<?>[] subscriptions,
            Consumer<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> seek) {
        TopicFollower follower = new TopicFollower(clients, List.of(subscriptions));
        try {
            follower.assign();
            seek.accept(follower.consumer);
            return follower;
        } catch (KafkaException e) {
            follower.consumer.close();
            throw e;
        }
    }

    /**
     * Hands on what has come, waiting a while if there is nothing.
     *
     * @return whether anything had come
     * @throws KafkaException if the cluster refuses
     */
    public boolean poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            subscriptions.get(record.topic()).dispatch(record);
        }
        return !records.isEmpty();
    }

    /**
     * Polls on a thread of its own until this is closed.
     *
     * @param failed is told why the thread ended, if not for that
     * @return this
     */
    public TopicFollower start(String threadName, Consumer<RuntimeException> failed) {
        thread = new Thread(() -> pollUntilClosed(failed), threadName);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void pollUntilClosed(Consumer<RuntimeException> failed) {
        try (consumer) {
            while (true) {
                poll(POLL);
            }
        } catch (WakeupException | InterruptException e) {
            // close() was called
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** Ends the reading; waits for the thread, if there is one. Idempotent. */
    @Override
    public void close() {
        if (thread == null) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assign() {
        consumer.assign(
                subscriptions.keySet().stream()
                        .flatMap(topic -> TopicScan.partitions(consumer, topic).stream())
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
    }
}
