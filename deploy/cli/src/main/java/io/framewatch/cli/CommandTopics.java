package io.framewatch.cli;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Topics that a command reads and writes. Not thread-safe. */
public final class CommandTopics implements AutoCloseable {

    private final KafkaClients clients;
    private final String what;
    private Optional<TopicWriter> writer = Optional.empty();

    private CommandTopics(KafkaClients clients, String what) {
        this.clients = clients;
        this.what = what;
    }

    /** What is written. */
    @FunctionalInterface
    public interface Writing {
        void with(TopicWriter writer) throws InterruptedException;
    }

    /** What is asked of the cluster. */
    @FunctionalInterface
    public interface Asking<T> {
        T of(KafkaClients clients) throws InterruptedException;
    }

    /**
     * Opens topics, and creates those that are missing.
     *
     * @param what they are of, for messages: {@code cameras}
     * @throws CommandException if Kafka refuses
     */
    public static CommandTopics open(KafkaOptions kafka, List<Topic<?>> topics, String what)
            throws CommandException, InterruptedException {
        CommandTopics opened = new CommandTopics(new KafkaClients(kafka), what);
        opened.ask(
                clients -> {
                    TopicAdmin.ensure(clients, topics);
                    return clients;
                });
        return opened;
    }

    /** Reads all that a topic has. */
    public <T> void read(Topic<T> topic, RecordHandler<T> handler)
            throws CommandException, InterruptedException {
        ask(
                clients -> {
                    TopicScan.all(topic).read(clients, handler);
                    return handler;
                });
    }

    /** Asks the cluster. */
    public <T> T ask(Asking<T> asking) throws CommandException, InterruptedException {
        try {
            return asking.of(clients);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Writes; the writer is made when it is needed, so that who only reads needs no right to. */
    public void write(Writing writing) throws CommandException, InterruptedException {
        try {
            if (writer.isEmpty()) {
                writer = Optional.of(new TopicWriter(clients));
            }
            writing.with(writer.get());
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        writer.ifPresent(TopicWriter::close);
    }

    private CommandException failed(KafkaException cause) {
        return new CommandException(
                "Kafka at %s does not serve the topics of %s: %s"
                        .formatted(clients.kafka().bootstrapServers(), what, KafkaReason.of(cause)),
                cause);
    }
}
