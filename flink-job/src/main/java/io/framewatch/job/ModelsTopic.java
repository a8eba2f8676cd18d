package io.framewatch.job;

import io.framewatch.event.Deployment;
import io.framewatch.operator.Deployments;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models topic. It is compacted: read from its start, it says what is to serve now. It has one
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
        TopicFollower topic =
                TopicFollower.fromBeginning(
                        clients, new Subscription<>(Topics.MODELS, announcements));
        return topic.start("reader of " + clients.fullName(Topics.MODELS), follower::failed)::close;
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
