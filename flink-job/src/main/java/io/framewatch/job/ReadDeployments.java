package io.framewatch.job;

import io.framewatch.event.ModelDeployment;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads the models topic, from its start if there is no checkpoint: it is compacted, so that it
 * says what is to serve now.
 */
final class ReadDeployments {

    private final JobOptions options;

    ReadDeployments(JobOptions options) {
        this.options = options;
    }

    DataStream<ModelDeployment> from(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "read deployments")
                .setParallelism(1)
                .uid("deployments-source");
    }

    private KafkaSource<ModelDeployment> source() {
        Properties client = new Properties();
        client.putAll(options.kafka().clientProperties());
        return KafkaSource.<ModelDeployment>builder()
                .setProperties(client)
                .setTopics(options.kafka().topic(JobTopics.MODELS))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new DeploymentDeserializer())
                .build();
    }
}
