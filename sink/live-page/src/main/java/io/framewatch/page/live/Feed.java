package io.framewatch.page.live;

import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicFollower;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows topics on a thread of its own, and opens them again when Kafka refuses. */
final class Feed implements AutoCloseable {

    /** Opens the topics. */
    @FunctionalInterface
    interface Opening {
        TopicFollower open() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String name;
    private final Opening opening;
    private final Consumer<String> trouble;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Starts it.
     *
     * @param trouble is told what Kafka refuses, and an empty text when it works again
     */
    Feed(String name, Opening opening, Consumer<String> trouble) {
        this.name = name;
        this.opening = opening;
        this.trouble = trouble;
        this.thread = new Thread(this::run, "page-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() was called
        }
    }

    private void follow() throws InterruptedException {
        CompletableFuture<RuntimeException> ended = new CompletableFuture<>();
        try (TopicFollower follower = opening.open()) {
            TopicFollower unused = follower.start("page-poll-" + name, ended::complete);
            trouble.accept("");
            report(ended.get());
        } catch (KafkaException e) {
            report(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void report(RuntimeException failure) {
        String reason = KafkaReason.of(failure);
        LOG.warn("{} cannot be followed, trying again: {}", name, reason);
        trouble.accept(reason);
    }

    /** Ends it; does not wait for Kafka. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
