package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicLimits;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** The topic of the frames, which is created wherever it is missing. Not thread-safe. */
final class FramesTopic implements AutoCloseable {

    private final KafkaClients clients;
    private final KafkaNotices notices;
    private final TopicAdmin admin;
    private volatile RecordLimits limits = RecordLimits.NONE;

    /**
     * @param timeout how long to wait for an answer
     * @throws KafkaException if the options are not those of a Kafka client
     */
    FramesTopic(KafkaOptions kafka, Duration timeout, KafkaNotices notices) {
        this.clients = new KafkaClients(kafka, timeout);
        this.notices = notices;
        this.admin = new TopicAdmin(clients);
    }

    /** Sees to it that the topic is there; returns why that cannot be said. */
    Optional<Throwable> ensure() throws InterruptedException {
        try {
            if (admin.ensure(Topics.FRAMES)) {
                notices.topicCreated(clients.fullName(Topics.FRAMES), clients.kafka().partitions());
            }
            limits = TopicLimits.read(clients, Topics.FRAMES);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    /** What the topic took when it was last seen; everything if it never was. Thread-safe. */
    RecordLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        admin.close();
    }
}
