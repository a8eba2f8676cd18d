package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.operator.ModelLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code job}: runs the job in this process until it is interrupted. */
@Command(
        name = "job",
        description = "Classifies the frames in Kafka and raises alerts. Ctrl-C ends it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the configuration has problems, Kafka or the model is not there, or the job failed",
            "2:the command line is wrong"
        })
public final class JobCommand implements Callable<Integer> {

    private static final Duration CANCEL_TIME = Duration.ofSeconds(4);

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration file; its sections kafka, model, job and rules are used.")
    private Path config;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new JobCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try {
            run();
            return CommandLine.ExitCode.OK;
        } catch (ConfigurationException | IOException | KafkaException e) {
            spec.commandLine().getErr().println(e.getMessage());
        } catch (ExecutionException e) {
            spec.commandLine()
                    .getErr()
                    .println("the job failed: " + ExceptionUtils.stripExecutionException(e));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /**
     * Submits the job to the cluster that this process belongs to, or else runs it here.
     *
     * @throws Exception if the configuration has problems, Kafka or the model is not there, or the
     *     job fails
     */
    void run() throws Exception {
        JobOptions options = JobOptions.of(Configuration.read(config));
        JobTopics.ensure(options.kafka());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        FramewatchJob.assemble(environment, options);
        if (environment instanceof LocalStreamEnvironment) {
            runHere(environment, options);
        } else {
            environment.execute(FramewatchJob.NAME);
        }
    }

    private void runHere(StreamExecutionEnvironment environment, JobOptions options)
            throws Exception {
        List<String> labels = ModelLabels.read(options.model().uri());
        JobClient job = environment.executeAsync(FramewatchJob.NAME);
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(job, result), "cancel job"));
        spec.commandLine()
                .getOut()
                .printf(
                        "Classifying %s at %s with %s (%d labels), %d rules, %s. Ctrl-C ends it.%n",
                        options.kafka().topic(JobTopics.FRAMES),
                        options.kafka().bootstrapServers(),
                        options.model().uri(),
                        labels.size(),
                        options.rules().size(),
                        options.execution().delivery());
        try {
            result.get();
        } catch (ExecutionException e) {
            if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isEmpty()) {
                throw e;
            }
        }
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
