package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.CameraTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Starts and ends the alerts of one camera, which is the key, see {@link AlertEngine}.
 *
 * <p>One thing depends on the machine's clock: the state of a camera without frames for {@link
 * #TIME_TO_LIVE} is dropped, so that state does not grow with every camera there ever was.
 */
final class AlertFunction extends KeyedProcessFunction<String, CameraEvent, Alert> {

    /**
     * Longer than Kafka's default retention, so that no frame that can be read has lost its state.
     */
    static final Duration TIME_TO_LIVE = Duration.ofDays(8);

    /** Metric: frames of runs that a newer run of the camera has replaced. */
    static final String FENCED_FRAMES = "fencedFrames";

    /** Metric: frames whose time had been decided without them. */
    static final String LATE_FRAMES = "lateFrames";

    /** Metric, milliseconds: from the capture of the frame that decides an alert to its record. */
    static final String LATENCY = "alertLatencyMillis";

    private static final int LATENCY_WINDOW = 1000;

    private static final long serialVersionUID = 1L;

    private final Rules rules;
    private final Pictures pictures;

    private transient Rules.Reading reading;
    private transient KeyedAlertStore store;
    private transient ValueState<Long> timer;
    private transient Counter fencedFrames;
    private transient Counter lateFrames;
    private transient Histogram latency;

    /**
     * @param pictures is closed with this
     */
    AlertFunction(Rules rules, Pictures pictures) {
        this.rules = rules;
        this.pictures = pictures;
    }

    @Override
    public void open(OpenContext context) {
        store = new KeyedAlertStore(getRuntimeContext(), TIME_TO_LIVE);
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        fencedFrames = getRuntimeContext().getMetricGroup().counter(FENCED_FRAMES);
        lateFrames = getRuntimeContext().getMetricGroup().counter(LATE_FRAMES);
        latency =
                getRuntimeContext()
                        .getMetricGroup()
                        .histogram(LATENCY, new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
        reading = rules.open();
    }

    @Override
    public void processElement(CameraEvent event, Context context, Collector<Alert> out)
            throws Exception { // what state access declares
        AlertEngine engine = reading.engine();
        CameraTurn turn = engine.turn(store, event.camera(), tell(engine, context, out));
        if (event.result() == null) {
            turn.status(event.status());
        } else {
            switch (turn.frame(event.result())) {
                case FENCED -> fencedFrames.inc();
                case LATE -> lateFrames.inc();
                case DECIDED, REPEATED -> {}
            }
        }
        schedule(turn, context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
            throws Exception { // what state access declares
        if (timer.value() == null || timer.value() != timestamp) {
            return;
        }
        timer.clear();
        AlertEngine engine = reading.engine();
        CameraId camera = new CameraId(context.getCurrentKey());
        // Capture times are finer than Flink's: all of this millisecond have come.
        Instant end = Instant.ofEpochMilli(timestamp + 1);
        CameraTurn turn = engine.turn(store, camera, tell(engine, context, out));
        turn.advance(end);
        schedule(turn, context);
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.close();
        }
        pictures.close();
    }

    private Consumer<Alert> tell(AlertEngine engine, Context context, Collector<Alert> out) {
        return alert -> {
            out.collect(withPicture(engine, alert));
            long now = context.timerService().currentProcessingTime();
            latency.update(now - alert.change().decidedAt().toEpochMilli());
        };
    }

    private Alert withPicture(AlertEngine engine, Alert alert) {
        return engine.hasPicture(alert) && alert.peak().frame() != null
                ? pictures.of(alert.peak().frame()).map(alert::with).orElse(alert)
                : alert;
    }

    /** A camera has at most one timer that counts: the earliest one. */
    private void schedule(CameraTurn turn, Context context) throws Exception {
        Optional<Instant> due = turn.due();
        Long pending = timer.value();
        if (due.isPresent() && (pending == null || due.get().toEpochMilli() < pending)) {
            timer.update(due.get().toEpochMilli());
            context.timerService().registerEventTimeTimer(due.get().toEpochMilli());
        }
    }
}
