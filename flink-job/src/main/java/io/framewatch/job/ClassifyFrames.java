package io.framewatch.job;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Classification;
import io.framewatch.operator.CaptureTimeLimits;
import io.framewatch.operator.FrameRecord;
import io.framewatch.operator.InferenceOperatorFactory;
import io.framewatch.sink.RecordLimits;
import io.framewatch.sink.TopicLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

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
                        new InferenceOperatorFactory(
                                options.toInferenceOptions(), modelsTopic(), captureTimes()))
                .uid("classify");
    }

    private ModelsTopic modelsTopic() {
        Properties client = new Properties();
        client.putAll(options.kafka().clientProperties());
        return new ModelsTopic(options.kafka().topic(JobTopics.MODELS), client);
    }

    /** Results, alerts and shed frames have the capture time as their timestamp. */
    private SerializableSupplier<CaptureTimeLimits> captureTimes() {
        KafkaOptions kafka = options.kafka();
        HashMap<String, Object> client = new HashMap<>(kafka.clientProperties());
        List<String> topics =
                Stream.of(JobTopics.CLASSIFICATIONS, JobTopics.ALERTS, JobTopics.SHED)
                        .map(kafka::topic)
                        .toList();
        return () -> captureTimes(client, topics);
    }

    private static CaptureTimeLimits captureTimes(Map<String, Object> client, List<String> topics) {
        RecordLimits limits =
                topics.stream()
                        .map(topic -> TopicLimits.read(client, topic))
                        .reduce(RecordLimits.NONE, RecordLimits::and);
        // On the way to a sink frames grow older.
        Duration maxPast = RecordLimits.safely(RecordLimits.safely(limits.maxPast()));
        return new CaptureTimeLimits(maxPast, RecordLimits.safely(limits.maxFuture()));
    }
}
