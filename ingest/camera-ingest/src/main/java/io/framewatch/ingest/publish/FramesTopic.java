package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
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
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
