package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the job: in the cluster that it was submitted to, or in this process until it is
 * interrupted.
 */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        description = "Classifies the frames topic and raises alerts, in this process or in Flink.")
public final class JobCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(JobCommand.class);
    private static final Duration CANCEL_TIME = Duration.ofSeconds(4);

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The YAML file; its sections kafka, model, job and rules are used.")
    private Path config;

    /**
     * Returns 0 when the job is submitted, or when a local one has ended.
     *
     * @throws Exception if the configuration has problems or the job fails
     */
    @Override
    public Integer call() throws Exception {
        JobOptions options = JobOptions.of(Configuration.read(config));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        FramewatchJob.assemble(environment, options);
        LOG.info(
                "Job classifies {} at {} with {}, {} rules, {}",
                options.kafka().topic("frames"),
                options.kafka().bootstrapServers(),
                options.model().uri(),
                options.rules().size(),
                options.execution().delivery());
        if (environment instanceof LocalStreamEnvironment) {
            runHere(environment);
        } else {
            environment.execute(FramewatchJob.NAME);
        }
        return 0;
    }

    private static void runHere(StreamExecutionEnvironment environment) throws Exception {
        JobClient job = environment.executeAsync(FramewatchJob.NAME);
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(job, result), "cancel job"));
        result.get();
    }

    /** A job that is cancelled aborts its transactions; consumers would wait for their timeout. */
    private static void cancel(JobClient job, CompletableFuture<JobExecutionResult> result) {
        job.cancel()
                .thenCombine(result.handle((ended, cancelled) -> null), (asked, ended) -> null)
                .completeOnTimeout(null, CANCEL_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null) // the process ends anyway
                .join();
    }
}
