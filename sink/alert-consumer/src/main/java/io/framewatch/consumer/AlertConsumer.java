package io.framewatch.consumer;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the alerts of the alerts topic to a handler, as a member of a consumer group.
 *
 * <ul>
 *   <li>Only what is committed is read, so nothing that the job takes back.
 *   <li>At least once: an offset is committed after its alert was handled. What was handled and not
 *       committed before a crash, usually at most a fifth of a second, comes again.
 *   <li>Repetitions on the topic are left out: the ids of the latest alerts of a partition are
 *       remembered. A member that gets a partition reads them again from the topic, so that a
 *       restart or another member remembers the same.
 *   <li>An alert that fails is tried again after a while; those behind it in its partition wait, so
 *       that the order of each camera is kept, and those of other partitions do not.
 *   <li>What cannot be handled, and what is no alert, goes to the topic {@code parked-alerts}.
 * </ul>
 *
 * <p>Trouble with Kafka is logged and outlasted. Thread-safe.
 */
public final class AlertConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final AlertConsumerOptions options;
    private final AlertHandler handler;
    private final Tally tally = new Tally();
    private final ScheduledExecutorService worker;
    private final Attempts attempts;
    private final Map<TopicPartition, RecentIds> recent = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;
    private volatile String trouble = "";

    private AlertConsumer(
            KafkaClients clients, AlertConsumerOptions options, AlertHandler handler) {
        this.clients = clients;
        this.options = options;
        this.handler = handler;
        worker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> daemon(task, "alert-handler-" + options.group()));
        attempts = new Attempts(options.retry(), worker, tally);
    }

    /**
     * Starts to join the group and returns at once.
     *
     * @param handler called by one thread; stays the caller's
     */
    public static AlertConsumer start(
            KafkaClients clients, AlertConsumerOptions options, AlertHandler handler) {
        AlertConsumer consumer = new AlertConsumer(clients, options, handler);
        daemon(consumer::run, "alert-consumer-" + options.group()).start();
        return consumer;
    }

    /** What it did so far. */
    public ConsumerCounts counts() {
        return tally.counts();
    }

    /** What is wrong with Kafka, in one line without secrets; empty if nothing is. */
    public Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** The error after which nothing can be handled; empty if there was none. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Waits for the end, which {@link #close()} brings or an error of the handler.
     *
     * @return false if it goes on
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for the handler, for at most half of the session time-out, commits what is done, and
     * leaves the group, so that others need not wait for a time-out. Idempotent.
     */
    @Override
    public void close() {
        closing.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosing()) {
                beMember();
                boolean unused = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            worker.shutdownNow();
            ended.countDown();
        }
    }

    /** Returns when a membership is not possible for now. */
    private void beMember() throws InterruptedException {
        try {
            TopicAdmin.ensure(clients, List.of(Topics.ALERTS, Topics.PARKED_ALERTS));
            try (ParkedAlerts parked = new ParkedAlerts(clients, options.group());
                    GroupMember member =
                            new GroupMember(
                                    clients, options, worker, (p, at) -> lane(parked, p, at))) {
                while (!isClosing()) {
                    member.step();
                    trouble = member.trouble().orElse("");
                }
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            trouble = KafkaReason.of(e);
            LOG.warn("Alerts cannot be read, trying again: {}", trouble);
        }
    }

    private Lane lane(ParkedAlerts parked, TopicPartition partition, long first) {
        LaneWork work = new LaneWork(handler, parked, attempts, worker, tally, this::fail);
        RecentIds ids =
                recent.computeIfAbsent(partition, any -> new RecentIds(options.remembered()));
        return new Lane(work, ids, first);
    }

    private void fail(Throwable error) {
        LOG.error("Alerts can no longer be handled, group {} ends here", options.group(), error);
        failure = error;
        closing.countDown();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
