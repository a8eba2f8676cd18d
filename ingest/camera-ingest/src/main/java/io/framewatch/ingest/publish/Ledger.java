package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what became of the frames of each run to the ledger topic: every {@link #INTERVAL} if it
 * has changed, and once more at the run's end. What cannot be written now is written later.
 * Thread-safe.
 */
public final class Ledger {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final LedgerAccounts accounts = new LedgerAccounts();
    private final KafkaClients clients;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Ledger::daemon);

    /** Of the thread. */
    private TopicWriter writer;

    private volatile boolean troubled;
    private volatile long entries;

    /** Begins to write. */
    public Ledger(KafkaOptions kafka) {
        clients = new KafkaClients(kafka);
        var unused =
                thread.scheduleWithFixedDelay(
                        this::write,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Follows a camera until its tally is closed and the topic has the ends of all its runs. */
    public void open(CameraId camera, CameraTally tally) {
        accounts.open(camera, tally);
    }

    /** How the ledger is written. */
    public LedgerReport report() {
        return new LedgerReport(!troubled, entries);
    }

    /**
     * Ends all runs and writes what is left, for as long as there is time, at least a second.
     * Idempotent.
     */
    public void close(Duration timeout) throws InterruptedException {
        if (thread.isShutdown()) {
            return;
        }
        accounts.close();
        thread.execute(this::write);
        thread.execute(this::closeWriter);
        thread.shutdown();
        Duration wait = timeout.compareTo(CLOSE_TIMEOUT) > 0 ? timeout : CLOSE_TIMEOUT;
        if (!thread.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }

    private void write() {
        try {
            List<LedgerAccounts.Due> due = accounts.due(Instant.now());
            if (!due.isEmpty() && writer == null) {
                TopicAdmin.ensure(clients, List.of(Topics.LEDGER));
                writer = new TopicWriter(clients);
            }
            for (LedgerAccounts.Due entry : due) {
                writer.write(Topics.LEDGER, entry.entry());
                accounts.written(entry);
                entries++;
            }
            troubled = false;
        } catch (KafkaException e) {
            if (!troubled) {
                LOG.warn("The ledger cannot be written now: {}", KafkaReason.of(e));
            }
            troubled = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "framewatch-ledger");
        thread.setDaemon(true);
        return thread;
    }
}
