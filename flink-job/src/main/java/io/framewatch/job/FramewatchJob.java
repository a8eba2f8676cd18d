package io.framewatch.job;

import io.framewatch.event.Classification;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.operator.InferenceOperatorFactory;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * The job: frames are read and classified in parallel, results are written and raise alerts by
 * camera, what is no frame becomes a dead letter, what is past its deadline is shed.
 */
public final class FramewatchJob {

    /** Name of the job in Flink. */
    public static final String NAME = "framewatch";

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
     * Adds the job with another way to classify in the place of the inference operator: what a
     * benchmark compares it with.
     *
     * @param classify makes results of the frames; its operator must have a uid
     */
    public static void assemble(
            StreamExecutionEnvironment environment,
            JobOptions options,
            Function<DataStream<ReceivedRecord>, SingleOutputStreamOperator<Classification>>
                    classify) {
        environment.configure(settings(options.execution()));
        WriteRecords write = new WriteRecords(options);

        SingleOutputStreamOperator<Classification> classifications =
                classify.apply(new ReadFrames(options).from(environment));
        write.classifications(classifications);
        write.alerts(new RaiseAlerts(options).of(classifications));
        write.deadLetters(classifications.getSideOutput(InferenceOperatorFactory.DEAD_LETTERS));
        write.modelStatus(classifications.getSideOutput(InferenceOperatorFactory.MODEL_STATUS));
        write.modelAgreements(
                classifications.getSideOutput(InferenceOperatorFactory.MODEL_AGREEMENTS));
        // There with or without a deadline, so that a savepoint of one job suits the other.
        write.shedFrames(classifications.getSideOutput(InferenceOperatorFactory.SHED));
    }

    private static Configuration settings(ExecutionOptions execution) {
        return new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, execution.parallelism())
                .set(
                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                        execution.faultTolerance().checkpointInterval())
                // Slow checkpoints leave time for frames; Flink also starts the first one only
                // then.
                .set(
                        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                        execution.faultTolerance().checkpointInterval().dividedBy(2))
                // Images pass from the source to the operator without a copy.
                .set(PipelineOptions.OBJECT_REUSE, true)
                // State finds its operator again whatever else changes in the job.
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                // No Kryo: every type has a serializer that Flink can evolve.
                .set(PipelineOptions.GENERIC_TYPES, false);
    }
}
