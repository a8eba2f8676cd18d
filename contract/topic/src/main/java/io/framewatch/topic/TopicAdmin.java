package io.framewatch.topic;

import io.framewatch.configuration.KafkaOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics that are missing, and checks those that are there against the catalogue. Not
 * thread-safe.
 */
public final class TopicAdmin implements AutoCloseable {

    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final KafkaClients clients;
    private final Admin admin;

    /**
     * @throws KafkaException if the configuration allows no client
     */
    public TopicAdmin(KafkaClients clients) {
        this.clients = clients;
        this.admin = clients.admin();
    }

    /**
     * Makes sure that topics are there and as the catalogue says.
     *
     * @throws KafkaException if the cluster cannot be asked, refuses, or has another kind of topic
     *     of that name, with its reason
     */
    public static void ensure(KafkaClients clients, Collection<Topic<?>> topics)
            throws InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(clients)) {
            for (Topic<?> topic : topics) {
                admin.ensure(topic);
            }
        } catch (ExecutionException e) {
            throw failed(clients.kafka(), e.getCause());
        } catch (KafkaException e) {
            throw failed(clients.kafka(), e);
        }
    }

    /**
     * Makes sure that a topic is there and as the catalogue says, and waits until clients can use
     * it.
     *
     * @return whether it had to be created
     * @throws ExecutionException if the cluster cannot be asked, refuses, or has another kind of
     *     topic of that name, with its reason
     */
    public boolean ensure(Topic<?> topic) throws ExecutionException, InterruptedException {
        String name = clients.fullName(topic);
        Optional<TopicDescription> there = describe(name);
        if (there.isPresent()) {
            check(topic, there.get());
            return false;
        }
        boolean created = create(topic.toNewTopic(name, clients.kafka().partitions()));
        awaitVisible(name);
        return created;
    }

    /**
     * The id of the cluster.
     *
     * @throws ExecutionException if it cannot be asked, with its reason
     */
    public String clusterId() throws ExecutionException, InterruptedException {
        return admin.describeCluster().clusterId().get();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** Empty if no broker knows the topic. */
    private Optional<TopicDescription> describe(String name)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw named(e, "topic %s: this user has no right to see it".formatted(name));
        }
    }

    private boolean create(NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // somebody was faster
            }
            throw named(
                    e,
                    "topic %s is not there, and this user has no right to create it"
                            .formatted(topic.name()));
        }
    }

    /** Kafka's own message of a right that is missing names neither the topic nor the right. */
    private static ExecutionException named(ExecutionException refusal, String problem) {
        return refusal.getCause() instanceof AuthorizationException
                ? new ExecutionException(new TopicAuthorizationException(problem))
                : refusal;
    }

    /** The controller has it; brokers learn of it a little later, and clients ask brokers. */
    private void awaitVisible(String name) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + VISIBLE.toNanos();
        while (describe(name).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new ExecutionException(
                        new TimeoutException(
                                "topic %s was created, and no broker knows it after %d s"
                                        .formatted(name, VISIBLE.toSeconds())));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Of other topics nothing is asked: their partitions and retention are the operator's. */
    private void check(Topic<?> topic, TopicDescription there)
            throws ExecutionException, InterruptedException {
        if (!topic.isCompacted()) {
            return;
        }
        int partitions = there.partitions().size();
        if (topic.isOneOrder() && partitions != 1) {
            throw wrong("topic %s has %d partitions: must have 1", there.name(), partitions);
        }
        Optional<Config> config = config(admin, there.name(), reason -> {});
        if (config.isPresent()) {
            String policy = config.get().get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw wrong(
                        "topic %s has cleanup.policy '%s': must be compact", there.name(), policy);
            }
        }
    }

    /**
     * The configuration of a topic; empty if this client may not ask.
     *
     * @param refused is told the cluster's reason, if it may not
     * @throws ExecutionException if the cluster does not answer or lacks the topic
     */
    static Optional<Config> config(Admin admin, String name, Consumer<String> refused)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            return Optional.of(admin.describeConfigs(List.of(resource)).all().get().get(resource));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                refused.accept(e.getCause().getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ExecutionException wrong(String rule, Object... values) {
        return new ExecutionException(new InvalidTopicException(rule.formatted(values)));
    }

    private static KafkaException failed(KafkaOptions kafka, Throwable cause) {
        return new KafkaException(
                "Kafka at %s does not give the topics: %s"
                        .formatted(kafka.bootstrapServers(), KafkaReason.of(cause)),
                cause);
    }
}
