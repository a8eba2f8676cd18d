package io.framewatch.job.ledger;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.IngestedFrames;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads what ingest writes to the ledger topic, from the group's committed offsets or else the
 * earliest record.
 *
 * <p>It has no part in event time, which is that of the frames: it is always idle, so that it
 * neither holds watermarks back nor, as one at the end of time would, lets them jump when no frames
 * come.
 */
public final class ReadIngestedFrames {

    private final KafkaOptions kafka;
    private final String group;

    /**
     * @param group consumer group of the job
     */
    public ReadIngestedFrames(KafkaOptions kafka, String group) {
        this.kafka = Objects.requireNonNull(kafka, "kafka");
        this.group = Objects.requireNonNull(group, "group");
    }

    /** Adds the source. */
    public SingleOutputStreamOperator<IngestedFrames> from(StreamExecutionEnvironment environment) {
        return environment.fromSource(source(), watermarks(), "read ledger").uid("ledger-source");
    }

    /** Always idle. */
    public static WatermarkStrategy<IngestedFrames> watermarks() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysIdle());
    }

    @SuppressWarnings("deprecation") // the connector still asks for Kafka's old OffsetResetStrategy
    private KafkaSource<IngestedFrames> source() {
        Properties client = new Properties();
        client.putAll(kafka.clientProperties());
        // Ingest writes without transactions. Those of this job, on the same topic, must not hold
        // its records back.
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return KafkaSource.<IngestedFrames>builder()
                .setProperties(client)
                .setTopics(new KafkaClients(kafka).fullName(Topics.LEDGER))
                .setGroupId(group)
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new IngestedFramesDeserializer())
                .build();
    }

    private static final class AlwaysIdle implements WatermarkGenerator<IngestedFrames> {

        @Override
        public void onEvent(IngestedFrames counts, long time, WatermarkOutput output) {
            output.markIdle();
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
