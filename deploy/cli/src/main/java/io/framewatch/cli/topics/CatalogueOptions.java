package io.framewatch.cli.topics;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Durations;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topic;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code topics apply} and {@code topics diff} have in common. */
final class CatalogueOptions {

    /** Exit codes, as those of the program diff. */
    static final int DIFFERENT = 1;

    static final int REFUSED = 2;

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description =
                    "replicas of each partition; default: 3, or the number of brokers if that is less."
                            + " From 3 on, two replicas must have a record before it counts as written")
    private Integer replication;

    @Option(
            names = "--retention",
            paramLabel = "TOPIC=TIME",
            description =
                    "how long the records of a topic stay, such as frames=6h; may be given several"
                            + " times. Default: 30 days for ledger, for the others what the cluster has")
    private Map<String, String> retentions = new LinkedHashMap<>();

    @Mixin private OutputOption output;

    /** What is done with the topics. */
    interface Work {
        List<TopicState> with(TopicCluster cluster, List<TopicTarget> targets)
                throws InterruptedException;
    }

    /**
     * Opens the cluster and does the work.
     *
     * @throws CommandException if the options are wrong or the cluster does not answer
     */
    List<TopicState> run(Work work) throws CommandException, InterruptedException {
        Map<Topic<?>, Duration> retained = retained();
        KafkaOptions kafka = kafkaOption.read();
        KafkaClients clients = new KafkaClients(kafka);
        try (Admin admin = clients.admin()) {
            TopicCluster cluster = new TopicCluster(admin);
            Durability durability = durability(cluster.brokers());
            List<TopicTarget> targets = new ArrayList<>();
            for (Topic<?> topic : Topics.ALL) {
                Optional<Duration> retention = Optional.ofNullable(retained.get(topic));
                targets.add(
                        TopicTarget.of(
                                topic,
                                clients.fullName(topic),
                                kafka.partitions(),
                                durability,
                                retention));
            }
            return work.with(cluster, targets);
        } catch (ExecutionException e) {
            throw new CommandException(
                    "Kafka at %s does not answer: %s"
                            .formatted(kafka.bootstrapServers(), KafkaReason.of(e.getCause())),
                    e);
        }
    }

    /**
     * Prints all topics.
     *
     * @return the exit code
     */
    int print(List<TopicState> states, PrintWriter out) {
        if (output.isJson()) {
            out.println(OutputFormat.json(states.stream().map(TopicState::toJson).toList()));
        } else {
            states.forEach(state -> out.println(state.line()));
        }
        if (states.stream().anyMatch(state -> state.refusal().isPresent())) {
            return REFUSED;
        }
        return states.stream().allMatch(TopicState::isAsWanted) ? 0 : DIFFERENT;
    }

    private Durability durability(int brokers) throws CommandException {
        if (replication == null) {
            return Durability.of(brokers);
        }
        try {
            return Durability.withReplicas(replication);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--replication: " + e.getMessage(), e);
        }
    }

    private Map<Topic<?>, Duration> retained() throws CommandException {
        Map<Topic<?>, Duration> retained = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : retentions.entrySet()) {
            try {
                Topic<?> topic = Topics.named(entry.getKey());
                if (topic.isCompacted()) {
                    throw new IllegalArgumentException(
                            "the records of %s stay, it is compacted".formatted(topic));
                }
                retained.put(topic, Durations.parse(entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw new CommandException("--retention: " + e.getMessage(), e);
            }
        }
        return retained;
    }
}
