package io.framewatch.job;

import io.framewatch.event.Alert;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Runs the alert function, and keeps event time going while no camera at all gives frames: it then
 * follows the clock at a distance. So a fleet that falls silent as a whole is noticed, and nothing
 * else depends on the clock. Frames that are later than this distance may be late.
 */
final class AlertOperator extends KeyedProcessOperator<String, CameraEvent, Alert> {

    private static final long serialVersionUID = 1L;

    private static final long TICK_MILLIS = 500;

    private final long latenessMillis;

    private transient boolean idle;
    private transient long reached;

    /**
     * @param lateness how far event time stays behind the clock
     */
    AlertOperator(AlertFunction function, Duration lateness) {
        super(function);
        this.latenessMillis = lateness.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        reached = Long.MIN_VALUE;
        var unused =
                getProcessingTimeService()
                        .scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() > reached) {
            reached = mark.getTimestamp();
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    private void tick(long now) throws Exception {
        if (idle) {
            processWatermark(new Watermark(now - latenessMillis));
        }
    }
}
