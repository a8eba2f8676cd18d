package io.framewatch.operator;

import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The frames: records of the frames topic, chained to their source. */
final class FramesInput implements Input<FrameRecord> {

    private final InferenceOperator operator;

    FramesInput(InferenceOperator operator) {
        this.operator = operator;
    }

    @Override
    public void processElement(StreamRecord<FrameRecord> element) {
        operator.process(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        operator.pass(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        operator.pass(status);
    }

    @Override
    public void processLatencyMarker(LatencyMarker marker) {
        operator.pass(marker);
    }

    /** There is no key: state is that of the operator. */
    @Override
    public void setKeyContextElement(StreamRecord<FrameRecord> element) {}
}
