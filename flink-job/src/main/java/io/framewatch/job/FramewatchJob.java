package io.framewatch.job;

import static org.apache.flink.configuration.ExecutionOptions.BUFFER_TIMEOUT;

import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.job.ledger.BalanceFrames;
import io.framewatch.job.ledger.ReadIngestedFrames;
import io.framewatch.operator.InferenceOperatorFactory;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * The job: reads and classifies frames in parallel, writes the results, and raises alerts from them
 * by camera. Records that are no frames become dead letters; frames past their deadline are shed.
 * What became of all of them is balanced with what ingest published.
 */
public final class FramewatchJob {

    /** Name of the job in Flink. */
    public static final String NAME = "framewatch";

    /** Results wait as long for others on their way to the alerts; Flink's default is 100 ms. */
    private static final Duration RESULTS_WAIT = Duration.ofMillis(10);

    private FramewatchJob() {}

    /**
     * Entry point in a Flink cluster, {@code --config FILE}.
     *
     * @throws Exception for Flink to report: wrong arguments, problems of the configuration, or a
     *     failure of the job
     */
    public static void main(String[] args) throws Exception {
        SubmitCommand command = new SubmitCommand();
        if (!CommandLine.printHelpIfRequested(new CommandLine(command).parseArgs(args))) {
            command.call();
        }
    }

    /** Adds the whole job to an environment, which is then to be executed. */
    public static void assemble(StreamExecutionEnvironment environment, JobOptions options) {
        assemble(environment, options, new ClassifyFrames(options)::of);
    }

    /**
     * Adds the job with another operator in place of the inference operator, for a benchmark to
     * compare the two.
     *
     * @param classify makes results of the frames; its operator must have a uid
     */
    public static void assemble(
            StreamExecutionEnvironment environment,
            JobOptions options,
            Function<DataStream<ReceivedRecord>, SingleOutputStreamOperator<Classification>>
                    classify) {
        Configuration settings = settings(options.execution());
        settings.addAll(defaults(options.execution(), environment.getConfiguration()));
        environment.configure(settings);
        WriteRecords write = new WriteRecords(options);

        SingleOutputStreamOperator<Classification> classifications =
                classify.apply(new ReadFrames(options).from(environment));
        write.classifications(classifications);
        write.alerts(
                RaiseAlerts.configured(options)
                        .of(
                                classifications,
                                new ReadEvents(options)
                                        .of(
                                                environment,
                                                Topics.CAMERA_STATUS,
                                                CameraStatusReport.class)));
        write.deadLetters(classifications.getSideOutput(InferenceOperatorFactory.DEAD_LETTERS));
        write.modelStatus(classifications.getSideOutput(InferenceOperatorFactory.MODEL_STATUS));
        write.modelAgreements(
                classifications.getSideOutput(InferenceOperatorFactory.MODEL_AGREEMENTS));
        // Always there, so that a savepoint suits a job with a deadline and one without.
        write.shedFrames(classifications.getSideOutput(InferenceOperatorFactory.SHED));
        SingleOutputStreamOperator<LedgerEntry> balances =
                balances(environment, options, classifications);
        write.ledger(balances);
        write.ledgerAlerts(BalanceFrames.alerts(balances));
    }

    private static SingleOutputStreamOperator<LedgerEntry> balances(
            StreamExecutionEnvironment environment,
            JobOptions options,
            SingleOutputStreamOperator<Classification> classifications) {
        ExecutionOptions execution = options.execution();
        return new BalanceFrames(execution.ledgerGrace())
                .of(
                        BalanceFrames.answers(
                                classifications,
                                classifications.getSideOutput(
                                        InferenceOperatorFactory.DEAD_LETTERS),
                                classifications.getSideOutput(InferenceOperatorFactory.SHED)),
                        new ReadIngestedFrames(options.kafka(), execution.group())
                                .from(environment));
    }

    /** What Flink's configuration may say otherwise. */
    private static Configuration defaults(ExecutionOptions execution, ReadableConfig cluster) {
        Configuration defaults = new Configuration();
        setUnless(cluster, defaults, BUFFER_TIMEOUT, RESULTS_WAIT);
        setUnless(
                cluster,
                defaults,
                CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                FaultTolerance.CHECKPOINT_TIMEOUT);
        setUnless(
                cluster,
                defaults,
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                execution.faultTolerance().tolerableFailedCheckpoints());
        return defaults;
    }

    private static <T> void setUnless(
            ReadableConfig cluster, Configuration defaults, ConfigOption<T> option, T value) {
        if (cluster.getOptional(option).isEmpty()) {
            defaults.set(option, value);
        }
    }

    private static Configuration settings(ExecutionOptions execution) {
        return new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, execution.parallelism())
                .set(
                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                        execution.faultTolerance().checkpointInterval())
                // Leaves time for frames when checkpoints are slow. The first checkpoint waits as
                // long.
                .set(
                        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                        execution.faultTolerance().checkpointInterval().dividedBy(2))
                // Passes images from the source to the operator without a copy.
                .set(PipelineOptions.OBJECT_REUSE, true)
                // Only uids set in the code, so that state finds its operator whatever else
                // changes.
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                // No Kryo: every type has a serializer that Flink can evolve.
                .set(PipelineOptions.GENERIC_TYPES, false);
    }
}
