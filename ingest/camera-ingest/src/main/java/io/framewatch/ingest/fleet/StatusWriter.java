package io.framewatch.ingest.fleet;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * Writes where cameras stand to their topic, by a thread of its own. Of a camera only the latest
 * report waits, so that it takes little room however long Kafka is away. Thread-safe.
 */
final class StatusWriter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final BooleanSupplier member;
    private final Notices notices;
    private final Map<CameraId, CameraStatusReport> waiting = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::run, "framewatch-camera-status");
    private boolean writing;
    private boolean closed;

    /**
     * @param member whether this worker may still have its cameras; otherwise reports are dropped
     */
    StatusWriter(KafkaClients clients, BooleanSupplier member, Notices notices) {
        this.clients = clients;
        this.member = member;
        this.notices = notices;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands over a report and returns at once. */
    synchronized void put(CameraStatusReport report) {
        waiting.remove(report.camera());
        waiting.put(report.camera(), report);
        notifyAll();
    }

    /** Drops what is not written yet. */
    synchronized void clear() {
        waiting.clear();
        notifyAll();
    }

    /** Waits until everything is written, but not longer than that. */
    synchronized void awaitWritten(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toNanos();
                    left > 0 && (writing || !waiting.isEmpty());
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops what cannot be written within about two seconds. Idempotent. */
    @Override
    public void close() {
        awaitWritten(CLOSE_TIMEOUT);
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                writeUntilFailure();
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            // close() ends this thread so.
        }
    }

    private void writeUntilFailure() throws InterruptedException {
        try (TopicWriter writer = new TopicWriter(clients)) {
            while (true) {
                write(writer, next());
            }
        } catch (KafkaException e) {
            notices.troubled("state of cameras cannot be written: " + KafkaReason.of(e));
        }
    }

    private void write(TopicWriter writer, CameraStatusReport report) throws InterruptedException {
        boolean written = false;
        try {
            if (member.getAsBoolean()) {
                writer.write(Topics.CAMERA_STATUS, report);
                notices.untroubled();
            }
            written = true;
        } finally {
            done(report, written);
        }
    }

    private synchronized CameraStatusReport next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Iterator<CameraStatusReport> first = waiting.values().iterator();
        CameraStatusReport report = first.next();
        first.remove();
        writing = true;
        return report;
    }

    private synchronized void done(CameraStatusReport report, boolean written) {
        writing = false;
        if (!written) {
            waiting.putIfAbsent(report.camera(), report);
        }
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
