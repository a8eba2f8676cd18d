package io.framewatch.job;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The topics that the job reads and writes, without the prefix. */
public final class JobTopics {

    public static final String FRAMES = "frames";
    public static final String CLASSIFICATIONS = "classifications";
    public static final String ALERTS = "alerts";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String SHED = "shed";

    public static final String MODEL_STATUS = "model-status";

    /** Compacted, one partition: deployments are followed in the order of their announcement. */
    public static final String MODELS = "models";

    /** All of them but {@link #MODELS}. */
    public static final List<String> ALL =
            List.of(FRAMES, CLASSIFICATIONS, ALERTS, DEAD_LETTERS, SHED, MODEL_STATUS);

    private static final int TIMEOUT_MILLIS = 15_000;

    private JobTopics() {}

    /**
     * Creates the topics that are missing.
     *
     * @throws KafkaException if the cluster cannot be asked or refuses, with its reason
     */
    public static void ensure(KafkaOptions kafka) throws InterruptedException {
        Map<String, Object> client = kafka.clientProperties();
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(client)) {
            for (String topic : ALL) {
                Topics.ensure(admin, kafka.topic(topic), kafka.partitions());
            }
            Topics.ensureCompacted(admin, kafka.topic(MODELS));
        } catch (ExecutionException e) {
            throw failed(kafka, e.getCause());
        } catch (KafkaException e) {
            throw failed(kafka, e);
        }
    }

    private static KafkaException failed(KafkaOptions kafka, Throwable cause) {
        return new KafkaException(
                "Kafka at %s does not give the topics of the job: %s"
                        .formatted(kafka.bootstrapServers(), KafkaReason.of(cause)),
                cause);
    }
}
