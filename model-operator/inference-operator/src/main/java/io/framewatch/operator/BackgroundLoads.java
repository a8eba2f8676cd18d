package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.event.ModelDeployment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models and heads on a thread of its own, one after the other, and hands them over in the
 * task's mailbox. What nobody takes is closed. Used by the task's thread.
 */
final class BackgroundLoads implements AutoCloseable {

    /** Takes what was loaded, in the task's thread. */
    interface Arrival {
        /**
         * @param deployment what was asked for; null for the model of the configuration
         * @param model ready, and the receiver's from now on; null if it was refused
         * @param refusal why; null if it is ready
         */
        void arrived(ModelDeployment deployment, LoadedModel model, String refusal)
                throws Exception;

        /**
         * The same for a head.
         *
         * @param head null if it was refused
         */
        void arrived(ModelDeployment deployment, Head head, String refusal) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoads.class);

    private static final Duration LONGEST_LOAD = Duration.ofSeconds(30);

    private final ModelLoader loader;
    private final MailboxExecutor mailbox;
    private final Arrival arrival;
    private final ExecutorService thread;
    private final Queue<LoadedModel> waiting = new ArrayDeque<>();
    private boolean closed;

    BackgroundLoads(ModelLoader loader, MailboxExecutor mailbox, Arrival arrival, String task) {
        this.loader = loader;
        this.mailbox = mailbox;
        this.arrival = arrival;
        this.thread = Executors.newSingleThreadExecutor(work -> daemon(work, task));
    }

    /** Starts to load a model; null is that of the configuration. */
    void load(ModelDeployment deployment) {
        thread.execute(
                () -> {
                    try {
                        LoadedModel model =
                                deployment == null ? loader.configured() : loader.load(deployment);
                        handOver(deployment, model);
                    } catch (ModelRefusedException | IOException | RuntimeException | Error e) {
                        refuse(deployment, e);
                    }
                });
    }

    /** Starts to load a head. */
    void loadHead(ModelDeployment deployment) {
        thread.execute(
                () -> {
                    try {
                        Head head = HeadLoader.load(deployment);
                        enqueue(() -> arrival.arrived(deployment, head, null));
                    } catch (ModelRefusedException | RuntimeException e) {
                        enqueue(() -> arrival.arrived(deployment, (Head) null, text(e)));
                    }
                });
    }

    private void handOver(ModelDeployment deployment, LoadedModel model) {
        synchronized (waiting) {
            if (closed) {
                model.close();
                return;
            }
            waiting.add(model);
        }
        enqueue(() -> arrival.arrived(deployment, take(model), null));
    }

    private void refuse(ModelDeployment deployment, Throwable reason) {
        enqueue(() -> arrival.arrived(deployment, (LoadedModel) null, text(reason)));
    }

    private static String text(Throwable reason) {
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }

    /** A task that ends takes no more mail; {@link #close} sees to what waits. */
    private void enqueue(ThrowingRunnable<? extends Exception> mail) {
        try {
            mailbox.execute(mail, "model loaded");
        } catch (RejectedExecutionException e) {
            closeWaiting();
        }
    }

    private LoadedModel take(LoadedModel model) {
        synchronized (waiting) {
            waiting.remove(model);
            return model;
        }
    }

    /**
     * Ends what is loading, too: a load that outlived its task would still use the runtime when the
     * process unloads it.
     */
    @Override
    public void close() {
        thread.shutdownNow();
        closeWaiting();
        try {
            if (!thread.awaitTermination(LONGEST_LOAD.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A model is still loading after {}", LONGEST_LOAD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeWaiting() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(LoadedModel::close);
            waiting.clear();
        }
    }

    private static Thread daemon(Runnable work, String task) {
        Thread thread = new Thread(work, "model loader of " + task);
        thread.setDaemon(true);
        return thread;
    }
}
