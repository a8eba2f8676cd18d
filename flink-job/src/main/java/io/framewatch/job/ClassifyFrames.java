package io.framewatch.job;

import io.framewatch.event.Classification;
import io.framewatch.event.ModelDeployment;
import io.framewatch.operator.FrameRecord;
import io.framewatch.operator.InferenceOperatorFactory;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Classifies frames in the task manager that read them: the operator takes them from its source one
 * to one, so that no image crosses the network. What cannot be classified leaves by {@link
 * InferenceOperatorFactory#DEAD_LETTERS}, what is too old by {@link InferenceOperatorFactory#SHED}.
 */
final class ClassifyFrames {

    private final JobOptions options;

    ClassifyFrames(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<Classification> of(DataStream<FrameRecord> frames) {
        DataStream<ModelDeployment> deployments =
                new ReadDeployments(options).from(frames.getExecutionEnvironment());
        return InferenceOperatorFactory.classify(
                        "classify", frames, deployments, options.toInferenceOptions())
                .uid("classify");
    }
}
