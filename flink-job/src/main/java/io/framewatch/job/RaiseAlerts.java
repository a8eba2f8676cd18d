package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.topic.KafkaClients;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Raises alerts from the results of each camera, and what workers say of it, by the rules. */
final class RaiseAlerts {

    private final JobOptions options;

    RaiseAlerts(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<Alert> of(
            DataStream<Classification> classifications, DataStream<CameraStatusReport> statuses) {
        TypeInformation<CameraEvent> events = TypeInformation.of(CameraEvent.class);
        KafkaClients clients = new KafkaClients(options.kafka());
        AlertFunction function =
                new AlertFunction(
                        new RulesTopic(clients, options.rules()), new FramePictures(clients));
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
                        new AlertOperator(function, options.execution().deadlines().lateness()))
                .uid("alerts");
    }
}
