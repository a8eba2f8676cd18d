package io.framewatch.ingest.publish;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The topic of the frames, which is created wherever it is missing. Not thread-safe. */
final class FramesTopic implements AutoCloseable {

    static final String NAME = "frames";

    private final KafkaOptions kafka;
    private final String name;
    private final KafkaNotices notices;
    private final Admin admin;

    /**
     * @param timeout how long to wait for an answer
     * @throws KafkaException if the options are not those of a Kafka client
     */
    FramesTopic(KafkaOptions kafka, Duration timeout, KafkaNotices notices) {
        this.kafka = kafka;
        this.name = kafka.topic(NAME);
        this.notices = notices;
        Map<String, Object> settings = kafka.clientProperties();
        int millis = (int) timeout.toMillis();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.admin = Admin.create(settings);
    }

    /** Sees to it that the topic is there; returns why that cannot be said. */
    Optional<Throwable> ensure() throws InterruptedException {
        try {
            if (Topics.ensure(admin, name, kafka.partitions())) {
                notices.topicCreated(name, kafka.partitions());
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
