package io.framewatch.cli.replay;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.AlertRule;
import io.framewatch.job.HeadOptions;
import io.framewatch.job.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration file of a job says about its decisions.
 *
 * @param kafka where its records are
 * @param model the model that classifies unless another one is deployed
 * @param heads the heads of cameras unless others are deployed
 * @param rules the rules that count where the rules topic has none of the same id
 */
public record JobSetting(
        KafkaOptions kafka, ModelOptions model, List<HeadOptions> heads, List<AlertRule> rules) {

    public JobSetting {
        heads = List.copyOf(heads);
        rules = List.copyOf(rules);
    }

    /**
     * Reads a file and makes sure that its Kafka is there.
     *
     * @throws CommandException with all problems of the file, or if Kafka does not answer
     */
    public static JobSetting read(Path file) throws CommandException {
        try {
            Configuration configuration = Configuration.read(file);
            Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
            Optional<ModelOptions> model = configuration.section("model", ModelOptions.class);
            List<HeadOptions> heads = configuration.list("heads", HeadOptions.class);
            List<AlertRule> rules = configuration.list("rules", AlertRule.class);
            configuration.check();
            KafkaConnection.require(kafka.orElseThrow());
            return new JobSetting(kafka.get(), model.orElseThrow(), heads, rules);
        } catch (ConfigurationException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
