package io.framewatch.job;

import io.framewatch.event.Classification;
import io.framewatch.operator.FrameRecord;
import io.framewatch.operator.InferenceOperatorFactory;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Classifies frames in the task that read them, with the models that the models topic announces.
 * What cannot be classified leaves by {@link InferenceOperatorFactory#DEAD_LETTERS}, what is too
 * old by {@link InferenceOperatorFactory#SHED}.
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
                        new InferenceOperatorFactory(options.toInferenceOptions(), modelsTopic()))
                .uid("classify");
    }

    private ModelsTopic modelsTopic() {
        Properties client = new Properties();
        client.putAll(options.kafka().clientProperties());
        return new ModelsTopic(options.kafka().topic(JobTopics.MODELS), client);
    }
}
