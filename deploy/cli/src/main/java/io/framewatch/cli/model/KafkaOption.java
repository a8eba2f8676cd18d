package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Option;

/** The option that says where Kafka is. */
public final class KafkaOption {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the configuration file of jobs or workers; its section kafka is used")
    private Path config;

    /** What a command does with Kafka. */
    @FunctionalInterface
    public interface Use {
        void with(KafkaClients clients) throws CommandException, InterruptedException;
    }

    /**
     * Reads where it is and makes sure that it is there.
     *
     * @throws CommandException with all problems of the file, or if Kafka does not answer
     */
    public KafkaOptions read() throws CommandException {
        KafkaOptions kafka = section("kafka", KafkaOptions.class);
        KafkaConnection.require(kafka);
        return kafka;
    }

    /**
     * Reads where it is and uses it.
     *
     * @param what it is to tell, for messages: {@code the ledger}
     * @throws CommandException with all problems of the file, or if Kafka does not answer or
     *     refuses
     */
    public void use(String what, Use use) throws CommandException, InterruptedException {
        KafkaOptions kafka = read();
        try {
            use.with(new KafkaClients(kafka));
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            throw new CommandException(
                    "Kafka at %s does not tell %s: %s"
                            .formatted(kafka.bootstrapServers(), what, KafkaReason.of(e)),
                    e);
        }
    }

    /**
     * Reads a section of the file.
     *
     * @throws CommandException with all problems of the file
     */
    public <T> T section(String name, Class<T> type) throws CommandException {
        return bind(configuration -> configuration.section(name, type)).orElseThrow();
    }

    /**
     * Reads a list of the file.
     *
     * @throws CommandException with all problems of the file
     */
    public <T> List<T> list(String name, Class<T> type) throws CommandException {
        return bind(configuration -> configuration.list(name, type));
    }

    /** The file. */
    public Path file() {
        return config;
    }

    private <T> T bind(Function<Configuration, T> part) throws CommandException {
        try {
            Configuration configuration = Configuration.read(config);
            T bound = part.apply(configuration);
            configuration.check();
            return bound;
        } catch (ConfigurationException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
