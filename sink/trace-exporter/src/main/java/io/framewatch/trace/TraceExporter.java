package io.framewatch.trace;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.ShedFrame;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.Topics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the topics that the job writes and exports traces of OpenTelemetry: of frames, from the
 * capture to their result, and of the alerts that they began. Nothing of it is in the job: a trace
 * is made of the times that results and alerts have anyway. It begins with what is written from now
 * on. One thread uses it.
 */
public final class TraceExporter implements AutoCloseable {

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "otel.service.name", "framewatch",
                    "otel.exporter.otlp.protocol", "http/protobuf",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none");
    private static final Duration LAST_EXPORT = Duration.ofSeconds(4);

    private final OpenTelemetrySdk sdk;
    private final TopicFollower follower;

    private TraceExporter(OpenTelemetrySdk sdk, TopicFollower follower) {
        this.sdk = sdk;
        this.follower = follower;
    }

    /**
     * Begins to read at the end of the topics. Where spans go to, and how, is said by the
     * environment variables and system properties of OpenTelemetry's SDK, such as {@code
     * OTEL_EXPORTER_OTLP_ENDPOINT}; without any, to port 4318 of this machine by HTTP.
     *
     * @param sample the part of all frames that have a trace, 0..1; each alert has one
     * @throws IllegalArgumentException if a variable is wrong
     * @throws org.apache.kafka.common.KafkaException if the cluster does not answer or lacks a
     *     topic
     */
    public static TraceExporter open(KafkaClients clients, double sample) {
        HashedIds ids = new HashedIds();
        OpenTelemetrySdk sdk = sdk(ids);
        FrameTraces traces = new FrameTraces(new TraceSpans(tracer(sdk), ids), sample);
        try {
            return new TraceExporter(sdk, follow(clients, traces, Clock.systemUTC()));
        } catch (RuntimeException e) {
            sdk.close();
            throw e;
        }
    }

    /**
     * Takes what has come, waiting a while if there is nothing.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses
     */
    public void poll(Duration wait) {
        follower.poll(wait);
    }

    /** Exports what was read, for a few seconds at most. */
    @Override
    public void close() {
        follower.close();
        sdk.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static TopicFollower follow(KafkaClients clients, FrameTraces traces, Clock clock) {
        RecordHandler<Classification> results =
                record -> traces.classified(record.value(), clock.instant());
        RecordHandler<ShedFrame> shed = record -> traces.shed(record.value(), clock.instant());
        RecordHandler<Alert> alerts = record -> traces.changed(record.value(), clock.instant());
        return TopicFollower.fromEnd(
                clients,
                new Subscription<>(Topics.CLASSIFICATIONS, results),
                new Subscription<>(Topics.SHED, shed),
                new Subscription<>(Topics.ALERTS, alerts));
    }

    private static OpenTelemetrySdk sdk(HashedIds ids) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addTracerProviderCustomizer((tracers, config) -> tracers.setIdGenerator(ids))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException("OpenTelemetry: " + reason.getMessage(), e);
        }
    }

    private static Tracer tracer(OpenTelemetry sdk) {
        return sdk.getTracer("io.framewatch");
    }
}
