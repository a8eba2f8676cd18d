package io.framewatch.cli.topics;

import io.framewatch.cli.topics.TopicDifference.Remedy;
import io.framewatch.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic of the catalogue is to be on one cluster.
 *
 * @param topic the topic
 * @param name its full name
 * @param partitions how many it must have
 * @param replication how many replicas of each partition it must have
 * @param settings what else
 */
record TopicTarget(
        Topic<?> topic,
        String name,
        Requirement partitions,
        Requirement replication,
        List<Requirement> settings) {

    /** Kafka's default, by which the records of the project are made. */
    private static final int MESSAGE_BYTES = 1_048_588;

    /**
     * @param configured partitions of the configuration
     * @param durability replicas and how many of them must have a record
     * @param retention how long its records stay; empty for what the catalogue says
     */
    static TopicTarget of(
            Topic<?> topic,
            String name,
            int configured,
            Durability durability,
            Optional<Duration> retention) {
        List<Requirement> settings = new ArrayList<>();
        topic.settings().forEach((setting, value) -> settings.add(bound(setting, value)));
        if (retention.isPresent()) {
            settings.removeIf(each -> each.setting().equals(TopicConfig.RETENTION_MS_CONFIG));
            settings.add(
                    Requirement.exactly(
                            TopicConfig.RETENTION_MS_CONFIG, retention.get().toMillis()));
        }
        if (!topic.isCompacted()) {
            settings.add(
                    Requirement.exactly(
                            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        }
        settings.add(
                Requirement.atLeast(
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, durability.inSyncReplicas()));
        settings.add(Requirement.atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MESSAGE_BYTES));
        // Timestamps are capture times, and those of rules say from when on they count.
        settings.add(Requirement.exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
        settings.add(
                Requirement.exactly(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"));
        return new TopicTarget(
                topic,
                name,
                partitions(topic, configured),
                Requirement.atLeast(Requirement.REPLICATION, durability.replicas()),
                settings);
    }

    /** How it is created. */
    NewTopic toNewTopic() {
        Map<String, String> values =
                settings.stream()
                        .collect(Collectors.toMap(Requirement::setting, Requirement::value));
        return new NewTopic(
                        name,
                        Integer.parseInt(partitions.value()),
                        Short.parseShort(replication.value()))
                .configs(values);
    }

    /**
     * What a topic of this name has otherwise.
     *
     * @param config without entries if it is not known
     */
    List<TopicDifference> differences(TopicDescription there, Config config) {
        List<TopicDifference> differences = new ArrayList<>();
        int found = there.partitions().size();
        check(partitions, "" + found, remedy(found), differences);
        int replicas = replicas(there);
        check(replication, "" + replicas, Remedy.REASSIGN, differences);
        for (Requirement setting : settings) {
            ConfigEntry entry = config.get(setting.setting());
            if (entry != null && entry.value() != null) {
                check(setting, entry.value(), remedy(setting, replicas), differences);
            }
        }
        return differences;
    }

    private static int replicas(TopicDescription there) {
        return there.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    /** With no more replicas than must be in sync, nothing can be written when one is away. */
    private static Remedy remedy(Requirement setting, int replicas) {
        return setting.setting().equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                        && replicas <= Integer.parseInt(setting.value())
                ? Remedy.REASSIGN
                : Remedy.ALTER;
    }

    /** Keys move to other partitions: the latest record of a compacted one would be two. */
    private Remedy remedy(int found) {
        return topic.isCompacted() || found > Integer.parseInt(partitions.value())
                ? Remedy.NONE
                : Remedy.INCREASE_PARTITIONS;
    }

    private static void check(
            Requirement required, String found, Remedy remedy, List<TopicDifference> differences) {
        if (!required.isMetBy(found)) {
            differences.add(new TopicDifference(required, found, remedy));
        }
    }

    private static Requirement partitions(Topic<?> topic, int configured) {
        int count = topic.partitions().orElse(configured);
        // Of a topic that workers share, more of them are as good.
        return topic.partitions().isPresent() && !topic.isOneOrder()
                ? Requirement.atLeast(Requirement.PARTITIONS, count)
                : Requirement.exactly(Requirement.PARTITIONS, count);
    }

    private static Requirement bound(String setting, String value) {
        return switch (setting) {
            case TopicConfig.RETENTION_MS_CONFIG, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG ->
                    Requirement.atLeast(setting, value);
            case TopicConfig.SEGMENT_BYTES_CONFIG -> Requirement.atMost(setting, value);
            default -> Requirement.exactly(setting, value);
        };
    }
}
