package io.framewatch.job;

import io.framewatch.event.Classification;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.operator.CaptureTimeLimits;
import io.framewatch.operator.InferenceOperatorFactory;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.TopicLimits;
import io.framewatch.topic.Topics;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Classifies frames in the task that read them, with the models that the models topic announces.
 * Records that cannot be classified go to the side output {@link
 * InferenceOperatorFactory#DEAD_LETTERS}, frames that are too old to {@link
 * InferenceOperatorFactory#SHED}.
 */
final class ClassifyFrames {

    private final JobOptions options;

    ClassifyFrames(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<Classification> of(DataStream<ReceivedRecord> frames) {
        KafkaClients clients = new KafkaClients(options.kafka());
        return frames.transform(
                        "classify",
                        TypeInformation.of(Classification.class),
                        new InferenceOperatorFactory(
                                options.toInferenceOptions(),
                                new ModelsTopic(clients),
                                () -> captureTimes(clients)))
                .uid("classify");
    }

    /** Results, alerts and shed frames have the capture time as their timestamp. */
    private static CaptureTimeLimits captureTimes(KafkaClients clients) {
        RecordLimits limits =
                TopicLimits.read(clients, Topics.CLASSIFICATIONS, Topics.ALERTS, Topics.SHED);
        // Twice, because a frame is older when its result reaches the sink.
        Duration maxPast = RecordLimits.safely(RecordLimits.safely(limits.maxPast()));
        return new CaptureTimeLimits(maxPast, RecordLimits.safely(limits.maxFuture()));
    }
}
