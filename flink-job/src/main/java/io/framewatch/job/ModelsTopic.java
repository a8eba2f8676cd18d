package io.framewatch.job;

import io.framewatch.event.AlertRule;
import io.framewatch.event.Deployment;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.operator.Deployments;
import io.framewatch.operator.WatchedLabels;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of models and rules: what is to serve, and whose labels' scores results must have. The
 * models topic is compacted: read from its start, it says what is to serve now. It has one
 * partition, so that offsets order all announcements. A record that is no deployment is ignored
 * with a warning. A tombstone retires nothing: it only removes a model from the topic.
 */
final class ModelsTopic implements Deployments {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ModelsTopic.class);

    private final KafkaClients clients;

    ModelsTopic(KafkaClients clients) {
        this.clients = Objects.requireNonNull(clients, "clients");
    }

    @Override
    public Reading follow(Follower follower) {
        RecordHandler<Deployment> announcements =
                RecordHandler.of(
                        record -> announce(record, follower), ModelsTopic::warnOfMalformed);
        RulesLog log = new RulesLog(List.of());
        RecordHandler<AlertRule> rules = log.rules(() -> follower.watch(labels(log)));
        TopicFollower topic =
                TopicFollower.fromBeginning(
                        clients,
                        new Subscription<>(Topics.MODELS, announcements),
                        new Subscription<>(Topics.RULES, rules));
        return topic.start("reader of " + clients.fullName(Topics.MODELS), follower::failed)::close;
    }

    @Override
    public WatchedLabels watched() {
        RulesLog log = new RulesLog(List.of());
        TopicScan.all(Topics.RULES).read(clients, log.rules());
        return labels(log);
    }

    /** Of old revisions, too: frames of their time may come again. */
    private static WatchedLabels labels(RulesLog log) {
        return new WatchedLabels(
                labels(log.timeline().latest(), false), labels(log.timeline().all(), true));
    }

    /**
     * The labels of the model that rules watch.
     *
     * @param all whether those of rules that wait for their label count, too
     */
    private static List<String> labels(List<AlertRule> rules, boolean all) {
        return rules.stream()
                .flatMap(rule -> rule.scored().stream())
                .filter(rule -> rule.target().head() == null && (all || !rule.waits()))
                .flatMap(rule -> rule.target().watched().stream())
                .distinct()
                .toList();
    }

    private static void announce(TopicRecord<Deployment> record, Follower follower) {
        if (record.value().isAnnouncedBy(record.key())) {
            follower.announced(record.offset(), record.value());
        }
    }

    private static void warnOfMalformed(TopicRecord<Void> record, String reason) {
        LOG.warn(
                "Record {} of {}-{} is no deployment: {}",
                record.offset(),
                record.topic(),
                record.partition(),
                reason);
    }
}
