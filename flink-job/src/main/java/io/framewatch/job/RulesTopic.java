package io.framewatch.job;

import io.framewatch.event.AlertRule;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.util.List;

/**
 * The rules of the configuration and of the rules topic, and the cameras topic. What the topics
 * have is read before the first frame, so that a job which comes back decides by all rules that it
 * knew before.
 */
final class RulesTopic implements Rules {

    private static final long serialVersionUID = 1L;

    private final KafkaClients clients;
    private final List<AlertRule> configured;

    RulesTopic(KafkaClients clients, List<AlertRule> configured) {
        this.clients = clients;
        this.configured = List.copyOf(configured);
    }

    @Override
    public Reading open() {
        RulesLog log = new RulesLog(configured);
        TopicScan.all(Topics.RULES).read(clients, log.rules());
        TopicScan.all(Topics.CAMERAS).read(clients, log.cameras());
        return new Followed(clients, log);
    }

    private static final class Followed implements Reading {

        private final RulesLog log;
        private final TopicFollower follower;
        private AlertEngine engine;
        private RuleTimeline timeline;
        private volatile RuntimeException failure;

        private Followed(KafkaClients clients, RulesLog log) {
            this.log = log;
            this.follower =
                    TopicFollower.fromBeginning(
                                    clients,
                                    new Subscription<>(Topics.RULES, log.rules()),
                                    new Subscription<>(Topics.CAMERAS, log.cameras()))
                            .start("reader of " + clients.fullName(Topics.RULES), e -> failure = e);
        }

        @Override
        public AlertEngine engine() {
            if (failure != null) {
                throw new IllegalStateException("rules cannot be read", failure);
            }
            if (timeline != log.timeline()) {
                timeline = log.timeline();
                engine = new AlertEngine(timeline, log);
            }
            return engine;
        }

        @Override
        public void close() {
            follower.close();
        }
    }
}
