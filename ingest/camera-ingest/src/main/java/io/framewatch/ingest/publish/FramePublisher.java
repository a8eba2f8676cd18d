package io.framewatch.ingest.publish;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Sends frames to the frames topic for as long as it takes, so that only the {@link Outbox} decides
 * what is dropped: a producer that fails, for example as its login is refused, is replaced after a
 * pause of 1, 2, 4 … 30 s. A frame is there once unless its producer failed before Kafka's answer
 * came. One thread sends for all cameras. Thread-safe.
 */
public final class FramePublisher implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONG_SILENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;
    private static final int NO_LIMIT = -1;

    private final KafkaOptions kafka;
    private final KafkaNotices notices;
    private final Outbox outbox = new Outbox();
    private final FramesTopic topic;
    private final FailsafeExecutor<Void> retries =
            Failsafe.with(
                    RetryPolicy.<Void>builder()
                            .handleIf(FramePublisher::isOfKafka)
                            .withBackoff(FIRST_PAUSE, MAX_PAUSE)
                            .withJitter(JITTER)
                            .withMaxRetries(NO_LIMIT)
                            .build());
    private final Thread sender;

    /**
     * Starts sending.
     *
     * @param notices gets one line when Kafka stops or starts taking frames
     * @throws KafkaException if the options are not those of a Kafka client
     */
    public FramePublisher(KafkaOptions kafka, Consumer<String> notices) {
        this.kafka = kafka;
        this.notices = new KafkaNotices(kafka.bootstrapServers(), notices);
        this.topic = new FramesTopic(kafka, LONG_SILENCE, this.notices);
        this.sender = new Thread(this::run, "framewatch-publisher");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * Opens the way to Kafka for one camera, until the outlet is closed. Frames of an outlet that
     * was opened for the same camera before are sent before those of this one.
     *
     * @param cameraId the camera
     * @param tally counts the frames that are handed over
     * @param live whether the oldest frames are dropped when Kafka is slow; otherwise the camera
     *     waits
     */
    public FrameOutlet open(CameraId cameraId, CameraTally tally, boolean live) {
        return outbox.open(cameraId, tally, live);
    }

    /** Whether Kafka takes frames, as far as is known. */
    public PublisherReport report() {
        return notices.report();
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
            sender.join(CLOSE_TIMEOUT.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (topic) {
            while (true) {
                retries.run(this::publish);
            }
        } catch (FailsafeException | InterruptException e) {
            // close() ends this thread so.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends with one producer until that fails; throws its failure if it did nothing before.
     *
     * @throws KafkaException what makes a pause necessary
     */
    private void publish() throws InterruptedException {
        try {
            awaitTopic();
            sendWithOneProducer();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            notices.troubled(SendFailure.text(e));
            throw e;
        }
    }

    /** Goes on if the topic is there, or may be there unseen. */
    private void awaitTopic() throws InterruptedException {
        Throwable failure = topic.ensure().orElse(null);
        if (failure instanceof AuthenticationException || failure instanceof RetriableException) {
            throw (KafkaException) failure;
        }
    }

    private void sendWithOneProducer() throws InterruptedException {
        FrameProducer producer =
                new FrameProducer(
                        kafka, outbox, notices, topic::limits, LONG_SILENCE, CLOSE_TIMEOUT);
        try (producer) {
            while (producer.end().isEmpty()) {
                Envelope envelope = outbox.take(TICK);
                if (envelope == null) {
                    lookAgain();
                } else {
                    producer.send(envelope);
                }
                Optional<Throwable> delay = producer.takeDelay();
                if (delay.isPresent() || isSilent()) {
                    explain(delay);
                }
            }
        }
        KafkaException end = producer.end().orElseThrow();
        if (!producer.hasConfirmed()) {
            throw end;
        }
        notices.troubled(SendFailure.text(end));
    }

    /** The cluster knows more of it than the producer, which goes on by itself. */
    private void explain(Optional<Throwable> delay) throws InterruptedException {
        Optional<Throwable> failure = topic.ensure();
        if (failure.isPresent()) {
            notices.troubled(SendFailure.text(failure.get()));
        } else if (delay.isPresent()) {
            notices.perhapsTroubled(SendFailure.text(delay.get()));
        } else if (isSilent()) {
            notices.perhapsTroubled("it has confirmed none for " + LONG_SILENCE.toSeconds() + " s");
        }
    }

    /**
     * Without frames, for example of a worker without cameras, nothing else shows that all is well
     * again.
     */
    private void lookAgain() throws InterruptedException {
        if (!notices.report().isUp()
                && outbox.awaitEmpty(Duration.ZERO)
                && topic.ensure().isEmpty()) {
            notices.well();
        }
    }

    private boolean isSilent() {
        return outbox.silence().compareTo(LONG_SILENCE) > 0;
    }

    private static boolean isOfKafka(Throwable failure) {
        return failure instanceof KafkaException && !(failure instanceof InterruptException);
    }
}
