package io.framewatch.job;

import io.framewatch.event.Classification;
import io.framewatch.operator.FrameRecord;
import io.framewatch.operator.InferenceOperatorFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Classifies frames where they were read: the operator is chained to the source, so that no image
 * crosses the network. What cannot be classified leaves by {@link
 * InferenceOperatorFactory#DEAD_LETTERS}, what is too old by {@link InferenceOperatorFactory#SHED}.
 */
final class ClassifyFrames {

    private final JobOptions options;

    ClassifyFrames(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<Classification> of(DataStream<FrameRecord> frames) {
        return frames.transform(
                        "classify",
                        TypeInformation.of(Classification.class),
                        new InferenceOperatorFactory(options.toInferenceOptions()))
                .uid("classify");
    }
}
