package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.topic.KafkaClients;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Raises alerts from the results of each camera, and what workers say of it, by the rules. */
public final class RaiseAlerts {

    private final AlertFunction function;
    private final Duration lateness;

    private RaiseAlerts(AlertFunction function, Duration lateness) {
        this.function = function;
        this.lateness = lateness;
    }

    /** By the rules of the configuration and of the topic, with pictures where they ask for one. */
    static RaiseAlerts configured(JobOptions options) {
        KafkaClients clients = new KafkaClients(options.kafka());
        return new RaiseAlerts(
                new AlertFunction(
                        new RulesTopic(clients, options.rules()), new FramePictures(clients)),
                options.execution().deadlines().lateness());
    }

    /**
     * By rules that stay, without Kafka: alerts have no pictures. For a benchmark.
     *
     * @param lateness how far event time stays behind the clock while no frames come
     */
    public static RaiseAlerts fixed(List<AlertRule> rules, Duration lateness) {
        return new RaiseAlerts(new AlertFunction(Rules.fixed(rules), Pictures.NONE), lateness);
    }

    /** Adds the function. */
    public SingleOutputStreamOperator<Alert> of(
            DataStream<Classification> classifications, DataStream<CameraStatusReport> statuses) {
        TypeInformation<CameraEvent> events = TypeInformation.of(CameraEvent.class);
        return classifications
                .map(CameraEvent::of, events)
                .name("results")
                .uid("alert-results")
                .union(
                        statuses.map(CameraEvent::of, events)
                                .name("camera status")
                                .uid("alert-camera-status"))
                .keyBy(event -> event.camera().value())
                .transform(
                        "raise alerts",
                        TypeInformation.of(Alert.class),
                        new AlertOperator(function, lateness))
                .uid("alerts");
    }
}
