package io.framewatch.cli.topics;

import io.framewatch.cli.topics.TopicDifference.Remedy;
import io.framewatch.topic.KafkaReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares the topics of a cluster with the catalogue, and changes them. What the cluster refuses
 * about one topic is in its state and does not end the work on the others. Not thread-safe.
 */
final class TopicCluster {

    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;
    private static final int ANSWERS_IN_A_ROW = 20;

    private final Admin admin;

    /**
     * @param admin stays the caller's
     */
    TopicCluster(Admin admin) {
        this.admin = admin;
    }

    /** Something that a cluster does to a topic. */
    private interface Change {
        KafkaFuture<Void> to(TopicState topic);
    }

    /**
     * How many brokers there are.
     *
     * @throws ExecutionException if the cluster does not answer, with its reason
     */
    int brokers() throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().size();
    }

    /** Compares all topics with what they are to be. */
    List<TopicState> compare(List<TopicTarget> targets) throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(targets.stream().map(TopicTarget::name).toList())
                        .topicNameValues();
        List<TopicState> states = new ArrayList<>();
        for (TopicTarget target : targets) {
            states.add(compare(target, descriptions.get(target.name())));
        }
        return states;
    }

    /** Creates those that are missing, and waits until a broker knows them. */
    List<TopicState> create(List<TopicState> states) throws InterruptedException {
        List<TopicState> made = new ArrayList<>();
        for (TopicState state : states) {
            made.add(state.status() == TopicState.Status.MISSING ? create(state.target()) : state);
        }
        awaitVisible(
                made.stream()
                        .filter(state -> state.status() == TopicState.Status.CREATED)
                        .map(TopicState::target)
                        .toList());
        return made;
    }

    /** Changes the settings that differ. */
    List<TopicState> alter(List<TopicState> states) throws InterruptedException {
        return change(
                states,
                Remedy.ALTER,
                state -> {
                    ConfigResource resource = resource(state.target().name());
                    Collection<AlterConfigOp> changes =
                            with(state, Remedy.ALTER).stream().map(TopicCluster::set).toList();
                    return admin.incrementalAlterConfigs(Map.of(resource, changes))
                            .values()
                            .get(resource);
                });
    }

    /** Gives more partitions to topics that have too few. */
    List<TopicState> increasePartitions(List<TopicState> states) throws InterruptedException {
        return change(
                states,
                Remedy.INCREASE_PARTITIONS,
                state -> {
                    String name = state.target().name();
                    int partitions = Integer.parseInt(state.target().partitions().value());
                    return admin.createPartitions(
                                    Map.of(name, NewPartitions.increaseTo(partitions)))
                            .values()
                            .get(name);
                });
    }

    private TopicState compare(TopicTarget target, KafkaFuture<TopicDescription> description)
            throws InterruptedException {
        TopicDescription there;
        try {
            there = description.get();
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? TopicState.missing(target)
                    : TopicState.refused(target, KafkaReason.of(e.getCause()));
        }
        try {
            ConfigResource resource = resource(target.name());
            Config config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
            return TopicState.there(target, target.differences(there, config), Optional.empty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) { // nor has this broker
                return TopicState.missing(target);
            }
            List<TopicDifference> known = target.differences(there, new Config(List.of()));
            String reason = "its settings cannot be read: " + KafkaReason.of(e.getCause());
            return TopicState.there(target, known, Optional.of(reason));
        }
    }

    private TopicState create(TopicTarget target) throws InterruptedException {
        try {
            admin.createTopics(List.of(target.toNewTopic())).all().get();
            return TopicState.created(target);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) { // a broker has not heard of it yet
                awaitVisible(List.of(target));
                return compare(List.of(target)).get(0);
            }
            return TopicState.refused(target, KafkaReason.of(e.getCause()));
        }
    }

    private static List<TopicState> change(List<TopicState> states, Remedy remedy, Change change)
            throws InterruptedException {
        Map<TopicState, KafkaFuture<Void>> changes = new LinkedHashMap<>();
        for (TopicState state : states) {
            if (!with(state, remedy).isEmpty()) {
                changes.put(state, change.to(state));
            }
        }
        List<TopicState> changed = new ArrayList<>();
        for (TopicState state : states) {
            KafkaFuture<Void> done = changes.get(state);
            changed.add(done == null ? state : changed(state, remedy, done));
        }
        return changed;
    }

    private static TopicState changed(TopicState state, Remedy remedy, KafkaFuture<Void> done)
            throws InterruptedException {
        try {
            done.get();
            return state.changed(with(state, remedy));
        } catch (ExecutionException e) {
            return state.refused(KafkaReason.of(e.getCause()));
        }
    }

    /**
     * The controller has them; brokers learn of them a little later, each at its own time, and each
     * question goes to any of them. So many answers in a row come from all.
     */
    private void awaitVisible(List<TopicTarget> created) throws InterruptedException {
        long end = System.nanoTime() + VISIBLE.toNanos();
        int seen = created.isEmpty() ? ANSWERS_IN_A_ROW : 0;
        while (seen < ANSWERS_IN_A_ROW && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            seen = compare(created).stream().anyMatch(TopicCluster::isMissing) ? 0 : seen + 1;
        }
    }

    private static boolean isMissing(TopicState state) {
        return state.status() == TopicState.Status.MISSING;
    }

    private static List<TopicDifference> with(TopicState state, Remedy remedy) {
        return state.differences().stream()
                .filter(difference -> difference.remedy() == remedy)
                .toList();
    }

    private static AlterConfigOp set(TopicDifference difference) {
        Requirement required = difference.required();
        return new AlterConfigOp(
                new ConfigEntry(required.setting(), required.value()), AlterConfigOp.OpType.SET);
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
