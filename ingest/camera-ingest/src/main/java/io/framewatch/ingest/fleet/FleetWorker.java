package io.framewatch.ingest.fleet;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.RemovedCamera;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.metrics.WorkerReport;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * An ingest worker that shares the cameras of the cameras topic with the other workers of its
 * group. The group's protocol says which partitions of the topic are whose; the cameras of a worker
 * that ends go to the others. A worker without contact to Kafka for the session time-out stops its
 * cameras until it has contact again. Thread-safe.
 */
public final class FleetWorker implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final CameraIngest ingest;
    private final FleetParts parts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "framewatch-membership");
    private Membership membership;

    private FleetWorker(IngestOptions options, IngestListener listener) {
        clients = new KafkaClients(options.kafka());
        Notices notices = new Notices(listener::onKafka);
        Contact contact = new Contact(options.group().sessionTimeout(), System::nanoTime);
        StatusWriter status = new StatusWriter(clients, () -> !contact.isLost(), notices);
        CameraStates states =
                new CameraStates(options.group().worker(), Clock.systemUTC(), status::put);
        ingest = CameraIngest.start(options, new Listener(listener, states));
        parts =
                new FleetParts(
                        options.group(),
                        new SharedCameras(new Captures(ingest), states, notices::say),
                        contact,
                        status,
                        new LastRuns(clients),
                        notices);
        status.start();
        thread.setDaemon(true);
    }

    /**
     * Starts to join the group and returns at once.
     *
     * @param options those of a worker whose cameras are on the topic
     * @param listener hears every change from now on
     * @throws KafkaException if the options are not those of a Kafka client
     * @throws IllegalStateException if FFmpeg's libraries for this platform are missing
     */
    public static FleetWorker start(IngestOptions options, IngestListener listener) {
        FleetWorker worker = new FleetWorker(options, listener);
        worker.thread.start();
        return worker;
    }

    /** See {@link CameraIngest#hangingCalls()}. */
    public int hangingCalls() {
        return ingest.hangingCalls();
    }

    /** How this worker and its cameras are. */
    public WorkerReport report() {
        return ingest.report().withContact(!parts.contact().isLost());
    }

    /**
     * See {@link CameraIngest#takeRemoved}; a camera that goes to another worker is one of them.
     */
    public List<RemovedCamera> takeRemoved() {
        return ingest.takeRemoved();
    }

    /**
     * Waits for the end, which only {@link #close()} or an error brings; false if there is none.
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Leaves the group and stops all cameras. Takes at most about ten seconds, and usually one.
     * Idempotent.
     */
    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            if (membership == null) {
                thread.interrupt();
            } else {
                membership.wakeup();
            }
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.status().close();
        parts.lastRuns().close();
        ingest.close();
    }

    private void run() {
        try {
            while (!isClosing()) {
                beMember();
                boolean unused = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            parts.cameras().lostAll();
            ended.countDown();
        }
    }

    /** Returns when a membership is not possible for now. */
    private void beMember() throws InterruptedException {
        try {
            TopicAdmin.ensure(clients, Topics.OF_CAMERAS);
            try (Membership current = new Membership(clients, parts)) {
                publish(current);
                while (!isClosing()) {
                    current.step();
                }
            } finally {
                publish(null);
            }
        } catch (WakeupException | InterruptException e) {
            // close() was called
        } catch (KafkaException e) {
            parts.notices().troubled("cameras topic cannot be read: " + KafkaReason.of(e));
        }
    }

    private synchronized void publish(Membership current) {
        membership = current;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private record Captures(CameraIngest ingest) implements SharedCameras.Captures {

        @Override
        public void start(CameraOptions camera, long lastRun) {
            boolean unused = ingest.add(camera, lastRun);
        }

        @Override
        public void stop(CameraId camera) {
            boolean unused = ingest.remove(camera);
        }
    }

    private record Listener(IngestListener listener, CameraStates states)
            implements IngestListener {

        @Override
        public void onCamera(CameraStatus status) {
            states.captured(status);
            listener.onCamera(status);
        }

        @Override
        public void onKafka(String line) {
            listener.onKafka(line);
        }
    }
}
