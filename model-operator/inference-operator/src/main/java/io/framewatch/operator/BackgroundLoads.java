package io.framewatch.operator;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingConsumer;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models and heads on a thread of its own, one after the other, and hands them over in the
 * task's mailbox. Used by the task's thread.
 */
final class BackgroundLoads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoads.class);

    private static final Duration MAX_LOAD = Duration.ofSeconds(30);

    private final MailboxExecutor mailbox;
    private final ExecutorService thread;
    private final Set<Runnable> discards = new HashSet<>();
    private boolean closed;

    /** The result of a load. */
    sealed interface Result<T> {

        /** It is ready; the receiver owns it. */
        record Loaded<T>(T value) implements Result<T> {}

        /**
         * It cannot be used.
         *
         * @param reason in words for whoever deployed it
         */
        record Refused<T>(String reason) implements Result<T> {}
    }

    /**
     * @param task whose mailbox it is, for the name of the thread
     */
    BackgroundLoads(MailboxExecutor mailbox, String task) {
        this.mailbox = mailbox;
        this.thread = Executors.newSingleThreadExecutor(work -> daemon(work, task));
    }

    /**
     * Starts to load.
     *
     * @param discard closes what was loaded if the task has ended and nobody takes it
     * @param arrival takes the result, in the task's thread
     */
    <T> void start(
            Callable<T> load, Consumer<T> discard, ThrowingConsumer<Result<T>, Exception> arrival) {
        thread.execute(
                () -> {
                    try {
                        handOver(load.call(), discard, arrival);
                    } catch (Exception | Error e) {
                        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                        mail(() -> arrival.accept(new Result.Refused<>(reason)));
                    }
                });
    }

    private <T> void handOver(
            T value, Consumer<T> discard, ThrowingConsumer<Result<T>, Exception> arrival) {
        Runnable discardValue = () -> discard.accept(value);
        synchronized (discards) {
            if (closed) {
                discardValue.run();
                return;
            }
            discards.add(discardValue);
        }
        mail(
                () -> {
                    synchronized (discards) {
                        discards.remove(discardValue);
                    }
                    arrival.accept(new Result.Loaded<>(value));
                });
    }

    /** A task that ends takes no more mail. */
    private void mail(ThrowingRunnable<Exception> work) {
        try {
            mailbox.execute(work, "model loaded");
        } catch (RejectedExecutionException e) {
            discardAll();
        }
    }

    /**
     * Ends a load that is running, too. One that outlived its task would use the runtime while the
     * process unloads it.
     */
    @Override
    public void close() {
        thread.shutdownNow();
        discardAll();
        try {
            if (!thread.awaitTermination(MAX_LOAD.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A model is still loading after {}", MAX_LOAD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void discardAll() {
        synchronized (discards) {
            closed = true;
            discards.forEach(Runnable::run);
            discards.clear();
        }
    }

    private static Thread daemon(Runnable work, String task) {
        Thread thread = new Thread(work, "model loader of " + task);
        thread.setDaemon(true);
        return thread;
    }
}
