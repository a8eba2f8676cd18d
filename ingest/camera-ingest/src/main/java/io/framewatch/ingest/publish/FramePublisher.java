package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.configuration.Redaction;
import io.framewatch.frame.FrameRecords;
import io.framewatch.frame.Topics;
import io.framewatch.ingest.publish.Outbox.Envelope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends frames to the frames topic: idempotent, confirmed by all in-sync replicas, and retried for
 * as long as it takes, so that only the {@link Outbox} decides what is dropped. One thread sends
 * for all cameras. Thread-safe.
 */
public final class FramePublisher implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONG_SILENCE = Duration.ofSeconds(5);
    private static final int BATCH_BYTES = 1 << 19; // what gathers while one request is under way
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaOptions kafka;
    private final String topic;
    private final Consumer<String> notices;
    private final Outbox outbox = new Outbox();
    private final Producer<String, byte[]> producer;
    private final Thread sender;
    private volatile boolean troubled;

    /**
     * Starts sending.
     *
     * @param notices gets one line when Kafka stops or starts taking frames
     * @throws KafkaException if the options are not those of a Kafka client
     */
    public FramePublisher(KafkaOptions kafka, Consumer<String> notices) {
        this.kafka = kafka;
        this.topic = kafka.topic("frames");
        this.notices = notices;
        this.producer = new KafkaProducer<>(settings(kafka));
        this.sender = new Thread(this::run, "framewatch-publisher");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * Opens the way to Kafka for one camera.
     *
     * @param tally counts the frames that are handed over
     * @param live whether the oldest frames are dropped when Kafka is slow; otherwise the camera
     *     waits
     */
    public FrameOutlet open(CameraTally tally, boolean live) {
        return outbox.open(tally, live);
    }

    /** Waits until Kafka has confirmed all frames; returns false if that takes longer. */
    public boolean awaitSent(Duration timeout) throws InterruptedException {
        return outbox.awaitEmpty(timeout);
    }

    /** Drops what Kafka has not confirmed within a second. Idempotent. */
    @Override
    public void close() {
        sender.interrupt();
        outbox.close();
        try {
            sender.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
    }

    private static Map<String, Object> settings(KafkaOptions kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "framewatch-ingest");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that is new to a partition may refuse the first request and take the second; it
        // then refuses the first for ever, as its sequence number is out of order.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONG_SILENCE.toMillis());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    private void run() {
        try {
            ensureTopic();
            while (true) {
                Envelope envelope = outbox.take(TICK);
                if (envelope != null) {
                    send(envelope);
                }
                if (outbox.silence().compareTo(LONG_SILENCE) > 0) {
                    trouble("it has confirmed none for " + LONG_SILENCE.toSeconds() + " s");
                }
            }
        } catch (InterruptedException | InterruptException e) {
            // close() ends this thread so.
            Thread.currentThread().interrupt();
        }
    }

    private void ensureTopic() throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONG_SILENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONG_SILENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            while (!ensureTopic(admin)) {
                Thread.sleep(TICK.toMillis());
            }
        }
    }

    /** Returns whether it makes sense to send: the topic is there, or may be there unseen. */
    private boolean ensureTopic(Admin admin) throws InterruptedException {
        try {
            if (Topics.ensure(admin, topic, kafka.partitions())) {
                notices.accept(
                        "topic %s did not exist: created with %d partitions"
                                .formatted(topic, kafka.partitions()));
            }
            return true;
        } catch (ExecutionException e) {
            trouble(reason(e.getCause()));
            return !(e.getCause() instanceof RetriableException);
        }
    }

    private void send(Envelope envelope) {
        try {
            var unused =
                    producer.send(
                            FrameRecords.toRecord(topic, envelope.frame()),
                            (metadata, failure) -> completed(envelope, failure));
        } catch (InterruptException e) {
            outbox.failed(envelope, DropReason.STOPPED);
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            completed(envelope, e);
        }
    }

    private void completed(Envelope envelope, Exception failure) {
        if (failure == null) {
            outbox.confirmed(envelope);
            relief();
        } else if (failure instanceof RetriableException) {
            outbox.returned(envelope);
            trouble(reason(failure));
        } else {
            outbox.failed(envelope, DropReason.REFUSED);
            trouble(reason(failure));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException ? "it does not answer" : failure.getMessage();
    }

    private void trouble(String reason) {
        if (!troubled) {
            troubled = true;
            notices.accept(
                    "Kafka at %s takes no frames (%s): live cameras drop their oldest, files wait"
                            .formatted(kafka.bootstrapServers(), Redaction.hide(reason)));
        }
    }

    private void relief() {
        if (troubled) {
            troubled = false;
            notices.accept("Kafka at " + kafka.bootstrapServers() + " takes frames again");
        }
    }
}
