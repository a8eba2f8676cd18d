package io.framewatch.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics where they are missing. */
public final class Topics {

    private static final long POLL_MILLIS = 20;

    private Topics() {}

    /**
     * Makes sure that a topic exists, and waits until clients can use it.
     *
     * @param partitions number of partitions if it has to be created, with the cluster's default
     *     replication
     * @return whether it had to be created
     * @throws ExecutionException if the cluster cannot be asked or refuses, with its reason
     */
    public static boolean ensure(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        return ensure(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
    }

    /**
     * Makes sure that a compacted topic of one partition exists: the latest record of each key
     * stays, and all are in order.
     *
     * @return whether it had to be created
     * @throws ExecutionException if the cluster cannot be asked or refuses, with its reason
     */
    public static boolean ensureCompacted(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        NewTopic compacted = new NewTopic(topic, Optional.of(1), Optional.empty());
        Map<String, String> policy =
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return ensure(admin, compacted.configs(policy));
    }

    private static boolean ensure(Admin admin, NewTopic topic)
            throws ExecutionException, InterruptedException {
        if (isThere(admin, topic.name())) {
            return false;
        }
        boolean created = create(admin, topic);
        // The controller has it; brokers learn of it a little later, and clients ask brokers.
        while (!isThere(admin, topic.name())) {
            Thread.sleep(POLL_MILLIS);
        }
        return created;
    }

    private static boolean isThere(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static boolean create(Admin admin, NewTopic topic)
            throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // somebody was faster
            }
            throw e;
        }
    }
}
