package io.framewatch.operator;

import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ShedFrame;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.MultipleConnectedStreams;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.transformations.MultipleInputTransformation;
import org.apache.flink.util.OutputTag;

/** Makes the inference operator, see {@link #classify}. */
public final class InferenceOperatorFactory extends AbstractStreamOperatorFactory<Classification> {

    /** Side output of the records that could not be classified. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Side output of the frames that were too old, see {@link InferenceOptions#maxAge()}. */
    public static final OutputTag<ShedFrame> SHED =
            new OutputTag<>("shed", TypeInformation.of(ShedFrame.class));

    /** Side output of what became of deployments. */
    public static final OutputTag<ModelStatus> MODEL_STATUS =
            new OutputTag<>("model-status", TypeInformation.of(ModelStatus.class));

    /** Side output of how shadows agree with the active model. */
    public static final OutputTag<ModelAgreement> MODEL_AGREEMENTS =
            new OutputTag<>("model-agreements", TypeInformation.of(ModelAgreement.class));

    static final int FRAMES_INPUT = 1;
    static final int DEPLOYMENTS_INPUT = 2;

    private static final long serialVersionUID = 1L;

    private final InferenceOptions options;

    InferenceOperatorFactory(InferenceOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        // Not HEAD_WITH_SOURCES: a task with a chained source and a network input is never
        // triggered
        // for a checkpoint (Flink 2.2), so that its first barrier would block the input for ever.
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    /**
     * Classifies frames with the model of the options, or the one that was deployed since. Frames
     * go to the operator of the same task manager, one to one.
     *
     * @param frames straight from their source
     * @param deployments announcements, of which every subtask gets all; their watermarks do not
     *     count
     */
    public static SingleOutputStreamOperator<Classification> classify(
            String name,
            DataStream<FrameRecord> frames,
            DataStream<ModelDeployment> deployments,
            InferenceOptions options) {
        StreamExecutionEnvironment environment = frames.getExecutionEnvironment();
        MultipleInputTransformation<Classification> transformation =
                new MultipleInputTransformation<>(
                        name,
                        new InferenceOperatorFactory(options),
                        TypeInformation.of(Classification.class),
                        environment.getParallelism(),
                        false);
        transformation
                .addInput(frames.getTransformation())
                .addInput(deployments.broadcast().getTransformation());
        environment.addOperator(transformation);
        return new MultipleConnectedStreams(environment).transform(transformation);
    }

    @Override
    @SuppressWarnings("unchecked") // the runtime asks for nothing else than this operator
    public <T extends StreamOperator<Classification>> T createStreamOperator(
            StreamOperatorParameters<Classification> parameters) {
        return (T) new InferenceOperator(parameters, options);
    }

    @Override
    public Class<InferenceOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return InferenceOperator.class;
    }
}
