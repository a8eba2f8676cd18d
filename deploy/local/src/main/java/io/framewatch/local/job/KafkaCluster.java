package io.framewatch.local.job;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** The Kafka cluster before the job starts. */
final class KafkaCluster {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String UNKNOWN_HOST = "No resolvable bootstrap urls";

    private KafkaCluster() {}

    /** The cluster does not answer, which may be over soon. */
    static final class UnreachableException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnreachableException(KafkaOptions kafka, Throwable reason) {
            super(
                    "Kafka at %s cannot be reached: %s"
                            .formatted(kafka.bootstrapServers(), reason.getMessage()),
                    reason);
        }
    }

    /**
     * Creates the topics of the job that are missing.
     *
     * @return the cluster's id
     * @throws UnreachableException if the cluster does not answer within a few seconds
     * @throws KafkaException if it refuses, with its reason
     */
    static String prepare(KafkaOptions kafka) throws UnreachableException, InterruptedException {
        KafkaClients clients = new KafkaClients(kafka, TIMEOUT);
        try (TopicAdmin admin = new TopicAdmin(clients)) {
            String id = admin.clusterId();
            TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
            return id;
        } catch (ExecutionException e) {
            if (isTransient(e.getCause())) {
                throw new UnreachableException(kafka, e.getCause());
            }
            throw refusal(kafka, e.getCause());
        } catch (KafkaException e) {
            if (isTransient(e) || isTransient(e.getCause())) {
                throw new UnreachableException(kafka, e.getCause() == null ? e : e.getCause());
            }
            throw e;
        }
    }

    /** A name may be resolved once its service is there. */
    private static boolean isTransient(Throwable reason) {
        return reason instanceof RetriableException
                || reason != null && String.valueOf(reason.getMessage()).contains(UNKNOWN_HOST);
    }

    private static KafkaException refusal(KafkaOptions kafka, Throwable reason) {
        return new KafkaException(
                "Kafka at %s refuses: %s"
                        .formatted(kafka.bootstrapServers(), KafkaReason.of(reason)),
                reason);
    }
}
