package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Tells jobs what to serve, by a record on the models topic. */
public final class Announcement {

    private Announcement() {}

    /**
     * Writes a deployment and waits until the broker has it.
     *
     * @throws CommandException if it does not come to that
     */
    public static void send(KafkaOptions kafka, Deployment deployment)
            throws CommandException, InterruptedException {
        send(kafka, deployment.key(), deployment);
    }

    /** Writes a deployment under another key than its own. */
    static void send(KafkaOptions kafka, String key, Deployment deployment)
            throws CommandException, InterruptedException {
        write(kafka, writer -> writer.write(Topics.MODELS, deployment, deployment.attributes(key)));
    }

    /** Makes the topic forget a key. */
    static void forget(KafkaOptions kafka, String key)
            throws CommandException, InterruptedException {
        write(kafka, writer -> writer.delete(Topics.MODELS, key));
    }

    private interface Action {
        void with(TopicWriter writer) throws InterruptedException;
    }

    private static void write(KafkaOptions kafka, Action action)
            throws CommandException, InterruptedException {
        KafkaClients clients = new KafkaClients(kafka);
        try {
            TopicAdmin.ensure(clients, List.of(Topics.MODELS));
            try (TopicWriter writer = new TopicWriter(clients)) {
                action.with(writer);
            }
        } catch (KafkaException e) {
            throw new CommandException(
                    "Kafka at %s does not take the announcement for %s: %s"
                            .formatted(
                                    kafka.bootstrapServers(),
                                    clients.fullName(Topics.MODELS),
                                    KafkaReason.of(e)),
                    e);
        }
    }
}
