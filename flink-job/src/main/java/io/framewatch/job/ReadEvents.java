package io.framewatch.job;

import io.framewatch.event.Event;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topic;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic of events from its beginning. Such a stream neither holds event time back nor
 * advances it: it counts as idle. A record that is not of the topic is ignored with a warning.
 */
final class ReadEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ReadEvents.class);

    private final JobOptions options;

    ReadEvents(JobOptions options) {
        this.options = options;
    }

    /**
     * Reads a topic.
     *
     * @param type all of its events
     */
    <T extends Event> SingleOutputStreamOperator<T> of(
            StreamExecutionEnvironment environment, Topic<T> topic, Class<T> type) {
        String name = new KafkaClients(options.kafka()).fullName(topic);
        Properties client = new Properties();
        client.putAll(options.kafka().clientProperties());
        KafkaSource<T> source =
                KafkaSource.<T>builder()
                        .setProperties(client)
                        .setTopics(name)
                        .setGroupId(options.execution().group() + "-" + topic.name())
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(new Deserializer<>(topic, type))
                        .build();
        return environment
                .fromSource(source, alwaysIdle(), "read " + topic.name())
                .setParallelism(1)
                .uid(topic.name() + "-source");
    }

    private static <T> WatermarkStrategy<T> alwaysIdle() {
        return WatermarkStrategy.forGenerator(context -> new Idle<>());
    }

    private static final class Idle<T> implements WatermarkGenerator<T> {

        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    private static final class Deserializer<T extends Event>
            implements KafkaRecordDeserializationSchema<T> {

        private static final long serialVersionUID = 1L;

        private final Topic<T> topic;
        private final Class<T> type;

        private Deserializer(Topic<T> topic, Class<T> type) {
            this.topic = topic;
            this.type = type;
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
            if (record.value() == null) {
                return;
            }
            try {
                out.collect(topic.codec().fromRecord(record));
            } catch (MalformedRecordException e) {
                LOG.warn(
                        "Record {} of {}-{} is ignored: {}",
                        record.offset(),
                        record.topic(),
                        record.partition(),
                        e.getMessage());
            }
        }

        @Override
        public TypeInformation<T> getProducedType() {
            return TypeInformation.of(type);
        }
    }
}
