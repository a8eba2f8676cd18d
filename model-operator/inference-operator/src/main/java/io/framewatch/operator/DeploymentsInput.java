package io.framewatch.operator;

import io.framewatch.event.ModelDeployment;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The announcements about models: every subtask gets all of them. They have no event time. */
final class DeploymentsInput implements Input<ModelDeployment> {

    private final InferenceOperator operator;

    DeploymentsInput(InferenceOperator operator) {
        this.operator = operator;
    }

    @Override
    public void processElement(StreamRecord<ModelDeployment> element) throws Exception {
        operator.process(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) {}

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void processLatencyMarker(LatencyMarker marker) {}

    /** There is no key: state is that of the operator. */
    @Override
    public void setKeyContextElement(StreamRecord<ModelDeployment> element) {}
}
