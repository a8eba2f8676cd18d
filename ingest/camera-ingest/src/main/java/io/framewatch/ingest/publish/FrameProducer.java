package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Frame;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One Kafka producer: idempotent, confirmed by all in-sync replicas, and trying again for as long
 * as it takes. Every envelope goes back to the outbox, with its frame confirmed, returned or
 * failed. One thread sends.
 */
final class FrameProducer implements AutoCloseable {

    private static final int BATCH_BYTES = 1 << 19; // what gathers while one request is under way

    private final String topic;
    private final Outbox outbox;
    private final KafkaNotices notices;
    private final Supplier<RecordLimits> limits;
    private final Duration closeTimeout;
    private final Producer<String, byte[]> producer;
    private final AtomicReference<KafkaException> end = new AtomicReference<>();
    private final AtomicReference<Throwable> delay = new AtomicReference<>();
    private volatile boolean confirmed;

    /**
     * @param limits what the topic takes
     * @param patience how long to wait for an answer before the first frame is sent
     * @param closeTimeout how long closing waits for answers
     * @throws KafkaException if there can be no such producer now
     */
    FrameProducer(
            KafkaOptions kafka,
            Outbox outbox,
            KafkaNotices notices,
            Supplier<RecordLimits> limits,
            Duration patience,
            Duration closeTimeout) {
        this.topic = new KafkaClients(kafka).fullName(Topics.FRAMES);
        this.outbox = outbox;
        this.notices = notices;
        this.limits = limits;
        this.closeTimeout = closeTimeout;
        this.producer = new KafkaProducer<>(settings(kafka, patience));
    }

    /**
     * Sends a frame. One that the topic would refuse for its time is not sent: Kafka refuses all
     * frames of a batch with it, also those of other cameras.
     */
    void send(Envelope envelope) {
        Frame frame = envelope.frame();
        if (!limits.get().allowsTime(frame.captureTime(), Instant.now())) {
            refuse(envelope, "its capture time " + frame.captureTime() + " is too far from now");
            return;
        }
        try {
            var unused =
                    producer.send(
                            FrameRecords.toRecord(topic, frame),
                            (metadata, failure) -> completed(envelope, failure));
        } catch (InterruptException e) {
            boolean unused = outbox.failed(envelope, DropReason.STOPPED);
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            completed(envelope, e);
        }
    }

    /** Why this producer is of no more use. */
    Optional<KafkaException> end() {
        return Optional.ofNullable(end.get());
    }

    /** Why a frame has to be sent again, if one has since the last call. */
    Optional<Throwable> takeDelay() {
        return Optional.ofNullable(delay.getAndSet(null));
    }

    /** Whether Kafka has confirmed any frame of this producer. */
    boolean hasConfirmed() {
        return confirmed;
    }

    /** Returns what Kafka has not confirmed in time; it may be there nevertheless. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // the producer would not wait
        producer.close(closeTimeout);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void completed(Envelope envelope, Exception failure) {
        if (failure == null) {
            confirmed = true;
            outbox.confirmed(envelope);
            notices.well();
            return;
        }
        SendFailure kind = SendFailure.of(failure);
        switch (kind.reaction()) {
            case SEND_AGAIN -> {
                if (kind != SendFailure.OTHER_OF_BATCH_REFUSED) {
                    delay.set(failure);
                }
                outbox.returned(envelope);
            }
            case NEW_PRODUCER -> {
                end.compareAndSet(null, asKafkaException(failure));
                outbox.returned(envelope);
            }
            case DROP -> refuse(envelope, SendFailure.text(failure));
        }
    }

    private void refuse(Envelope envelope, String reason) {
        if (outbox.failed(envelope, DropReason.REFUSED)) {
            notices.refused(envelope.frame().id(), reason);
        }
    }

    private static KafkaException asKafkaException(Exception failure) {
        return failure instanceof KafkaException ofKafka ? ofKafka : new KafkaException(failure);
    }

    private static Map<String, Object> settings(KafkaOptions kafka, Duration patience) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "framewatch-ingest");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that is new to a partition may refuse the first request and take the second; it
        // then refuses the first for ever, as its sequence number is out of order.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }
}
