package io.framewatch.operator;

import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Makes the inference operator. It is chained to its source, so that no image is copied or crosses
 * the network on the way to its batch.
 */
public final class InferenceOperatorFactory extends AbstractStreamOperatorFactory<Classification>
        implements OneInputStreamOperatorFactory<ReceivedRecord, Classification> {

    /** Side output of the records that could not be classified. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Side output of the frames that were too old, see {@link InferenceOptions#maxAge()}. */
    public static final OutputTag<ShedFrame> SHED =
            new OutputTag<>("shed", TypeInformation.of(ShedFrame.class));

    /** Side output of the states of deployments. */
    public static final OutputTag<ModelStatus> MODEL_STATUS =
            new OutputTag<>("model-status", TypeInformation.of(ModelStatus.class));

    /** Side output of how shadows agree with the active model. */
    public static final OutputTag<ModelAgreement> MODEL_AGREEMENTS =
            new OutputTag<>("model-agreements", TypeInformation.of(ModelAgreement.class));

    private static final long serialVersionUID = 1L;

    private final InferenceOptions options;
    private final Deployments deployments;
    private final SerializableSupplier<CaptureTimeLimits> captureTimes;

    /**
     * @param captureTimes gives the limits; called in each task when it starts
     */
    public InferenceOperatorFactory(
            InferenceOptions options,
            Deployments deployments,
            SerializableSupplier<CaptureTimeLimits> captureTimes) {
        this.options = Objects.requireNonNull(options, "options");
        this.deployments = Objects.requireNonNull(deployments, "deployments");
        this.captureTimes = Objects.requireNonNull(captureTimes, "captureTimes");
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings("unchecked") // the runtime asks for nothing else than this operator
    public <T extends StreamOperator<Classification>> T createStreamOperator(
            StreamOperatorParameters<Classification> parameters) {
        return (T) new InferenceOperator(parameters, options, deployments, captureTimes);
    }

    @Override
    public Class<InferenceOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return InferenceOperator.class;
    }
}
