package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Submits the job: by Flink's client to its cluster, or in a job manager in application mode. */
@Command(name = "framewatch-job.jar", mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Void> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration file; its sections kafka, model, heads, job and rules are"
                            + " used.")
    private Path config;

    @Override
    public Void call() throws Exception { // whatever is wrong, Flink reports it
        JobOptions options = JobOptions.of(Configuration.read(config));
        TopicAdmin.ensure(new KafkaClients(options.kafka()), Topics.OF_THE_JOB);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        FramewatchJob.assemble(environment, options);
        environment.execute(FramewatchJob.NAME);
        return null;
    }
}
