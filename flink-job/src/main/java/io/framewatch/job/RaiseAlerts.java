package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Raises alerts from the results of each camera by the rules. */
final class RaiseAlerts {

    private final JobOptions options;

    RaiseAlerts(JobOptions options) {
        this.options = options;
    }

    SingleOutputStreamOperator<Alert> of(DataStream<Classification> classifications) {
        return classifications
                .keyBy(result -> result.camera().value())
                .process(new AlertFunction(options.rules()), TypeInformation.of(Alert.class))
                .name("raise alerts")
                .uid("alerts");
    }
}
