package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Camera;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The topic of rules, beside the rules of the configuration file. Not thread-safe. */
final class RuleTopics implements AutoCloseable {

    private final CommandTopics topics;
    private final List<AlertRule> configured;
    private final PrintWriter err;

    private RuleTopics(CommandTopics topics, List<AlertRule> configured, PrintWriter err) {
        this.topics = topics;
        this.configured = configured;
        this.err = err;
    }

    /**
     * Opens the topics, and creates those that are missing.
     *
     * @param err is told of records that are no rules
     * @param more topics that are asked beside those of rules and cameras
     */
    static RuleTopics open(KafkaOption option, PrintWriter err, Topic<?>... more)
            throws CommandException, InterruptedException {
        List<Topic<?>> topics = new ArrayList<>(List.of(Topics.RULES, Topics.CAMERAS));
        topics.addAll(List.of(more));
        List<AlertRule> configured = option.list("rules", AlertRule.class);
        return new RuleTopics(CommandTopics.open(option.read(), topics, "rules"), configured, err);
    }

    /** All rules by id, sorted, with those that were removed. */
    Map<String, RuleHistory> rules() throws CommandException, InterruptedException {
        Map<String, RuleHistory> rules = new TreeMap<>();
        configured.forEach(
                rule -> rules.put(rule.id(), new RuleHistory(rule.id(), Optional.of(rule))));
        topics.read(Topics.RULES, new Records(rules, err));
        return rules;
    }

    /** The cameras by id, sorted; records that are none are left out. */
    Map<String, Camera> cameras() throws CommandException, InterruptedException {
        Map<String, Camera> cameras = new TreeMap<>();
        topics.read(
                Topics.CAMERAS,
                new RecordHandler<>() {
                    @Override
                    public void received(TopicRecord<Camera> record) {
                        cameras.put(record.key(), record.value());
                    }

                    @Override
                    public void deleted(TopicRecord<Void> record) {
                        cameras.remove(record.key());
                    }
                });
        return cameras;
    }

    /** What the job knows of the cameras. */
    RulesLog directory() throws CommandException, InterruptedException {
        RulesLog log = new RulesLog(List.of());
        topics.read(Topics.CAMERAS, log.cameras());
        return log;
    }

    /** Decides alerts of retained results. */
    <T> T ask(CommandTopics.Asking<T> asking) throws CommandException, InterruptedException {
        return topics.ask(asking);
    }

    /** Writes a rule that counts from a time on. */
    void write(AlertRule rule, Instant from) throws CommandException, InterruptedException {
        topics.write(writer -> writer.write(Topics.RULES, rule, rule.attributes().at(from)));
    }

    /** Ends a rule at a time. */
    void remove(String id, Instant from) throws CommandException, InterruptedException {
        topics.write(writer -> writer.delete(Topics.RULES, id, from));
    }

    @Override
    public void close() {
        topics.close();
    }

    /** Reads as the job does: a record whose key is not the rule's id counts for nothing. */
    private record Records(Map<String, RuleHistory> rules, PrintWriter err)
            implements RecordHandler<AlertRule> {

        @Override
        public void received(TopicRecord<AlertRule> record) {
            if (record.value().id().equals(record.key())) {
                history(record).add(record.timestamp(), Optional.of(record.value()));
            } else {
                warn(record, "its key must be the id '%s'".formatted(record.value().id()));
            }
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            history(record).add(record.timestamp(), Optional.empty());
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            warn(record, reason);
        }

        private RuleHistory history(TopicRecord<?> record) {
            return rules.computeIfAbsent(record.key(), id -> new RuleHistory(id, Optional.empty()));
        }

        private void warn(TopicRecord<?> record, String reason) {
            err.println(
                    TextTable.shown(
                            "record %d of %s is no rule and is ignored: %s"
                                    .formatted(record.offset(), record.topic(), reason)));
        }
    }
}
