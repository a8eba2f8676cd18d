package io.framewatch.job;

import io.framewatch.event.ReceivedRecord;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads the frames topic, from the group's committed offsets or else the earliest frame.
 *
 * <p>Event time is the record's timestamp, the capture time. Each partition has its own watermark,
 * {@link #DISORDER} behind its newest frame, because the cameras of a partition are not captured in
 * step. A partition that gives no frames for {@link Deadlines#lateness()} counts as idle and holds
 * no watermark back. Sooner would be wrong: while there is a backlog, one partition may wait for
 * another.
 */
final class ReadFrames {

    private static final Duration DISORDER = Duration.ofSeconds(1);

    /**
     * The broker fills a fetch to the last byte, and the consumer discards the frame that is cut
     * off there. With Kafka's default of 1 MiB that is one raw frame of seven.
     */
    private static final int PARTITION_FETCH_BYTES = 4 << 20;

    private final JobOptions options;

    ReadFrames(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<ReceivedRecord> from(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        source(),
                        watermarks(options.execution().deadlines().lateness()),
                        "read frames")
                .uid("frames-source");
    }

    @SuppressWarnings("deprecation") // the connector still asks for Kafka's old OffsetResetStrategy
    private KafkaSource<ReceivedRecord> source() {
        Properties client = new Properties();
        client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        // Left to the kernel: Kafka's default of 64 kB is less than half a raw frame.
        client.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        client.putAll(options.kafka().clientProperties());
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ReceivedValue.class.getName());
        return KafkaSource.<ReceivedRecord>builder()
                .setProperties(client)
                .setTopics(new KafkaClients(options.kafka()).fullName(Topics.FRAMES))
                .setGroupId(options.execution().group())
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new FrameDeserializer())
                .build();
    }

    /**
     * @param idle time without frames after which a partition counts as idle
     */
    static WatermarkStrategy<ReceivedRecord> watermarks(Duration idle) {
        return WatermarkStrategy.<ReceivedRecord>forBoundedOutOfOrderness(DISORDER)
                .withIdleness(idle);
    }
}
