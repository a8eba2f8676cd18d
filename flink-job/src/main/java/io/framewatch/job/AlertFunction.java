package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.Change;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Starts and ends the alerts of one camera, which is the key, by the results of its frames.
 *
 * <p>The frames and their order alone decide, never a clock: the same frames give the same alerts
 * with the same ids, however often they are replayed. Only the newest run of the camera counts.
 * Once it has a frame, frames of older runs are fenced: they are ignored, and counted by the metric
 * {@value #FENCED_FRAMES}. A frame that is not newer than the last one of its run is a repetition
 * and is ignored. Dead letters and shed frames do not interrupt a streak. A newer run of the camera
 * does, but an alert that has started goes on. A result without the score of a rule interrupts the
 * rule's streak and ends its alert.
 *
 * <p>One thing depends on the machine's clock: the state of a camera without frames for {@link
 * #TIME_TO_LIVE} is dropped, so that state does not grow with every camera there ever was.
 */
final class AlertFunction extends KeyedProcessFunction<String, Classification, Alert> {

    /**
     * Longer than Kafka's default retention, so that no frame that can be read has lost its state.
     */
    static final Duration TIME_TO_LIVE = Duration.ofDays(8);

    /** Metric: frames of runs that a newer run of the camera has replaced. */
    static final String FENCED_FRAMES = "fencedFrames";

    private static final long serialVersionUID = 1L;

    private final List<AlertRule> rules;

    private transient ValueState<FramePosition> position;
    private transient MapState<String, AlertProgress> progressByRule;
    private transient Counter fencedFrames;

    AlertFunction(List<AlertRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<FramePosition> last =
                new ValueStateDescriptor<>("position", TypeInformation.of(FramePosition.class));
        MapStateDescriptor<String, AlertProgress> progress =
                new MapStateDescriptor<>(
                        "progress", Types.STRING, TypeInformation.of(AlertProgress.class));
        StateTtlConfig timeToLive =
                StateTtlConfig.newBuilder(TIME_TO_LIVE).updateTtlOnReadAndWrite().build();
        last.enableTimeToLive(timeToLive);
        progress.enableTimeToLive(timeToLive);
        position = getRuntimeContext().getState(last);
        progressByRule = getRuntimeContext().getMapState(progress);
        fencedFrames = getRuntimeContext().getMetricGroup().counter(FENCED_FRAMES);
    }

    @Override
    public void processElement(Classification result, Context context, Collector<Alert> out)
            throws Exception { // what state access declares
        FramePosition last = position.value();
        FramePosition here = FramePosition.of(result.location().frame());
        if (here.isFenced(last)) {
            fencedFrames.inc();
            return;
        }
        if (here.repeats(last)) {
            return;
        }
        position.update(here);
        for (AlertRule rule : rules) {
            if (rule.watches(result.camera())) {
                advance(rule, here.continues(last), result, out);
            }
        }
    }

    private void advance(
            AlertRule rule, boolean sameRun, Classification result, Collector<Alert> out)
            throws Exception { // what state access declares
        AlertProgress stored =
                Objects.requireNonNullElse(progressByRule.get(rule.id()), AlertProgress.NONE);
        AlertProgress before = sameRun ? stored : stored.inNewRun();
        AlertProgress after = before.next(rule, result);
        store(rule, stored, after);
        if (after.active() && !before.active()) {
            out.collect(started(rule, after, result));
        } else if (before.active() && !after.active()) {
            out.collect(ended(rule, before, result));
        }
    }

    private void store(AlertRule rule, AlertProgress stored, AlertProgress after)
            throws Exception { // what state access declares
        if (after.equals(AlertProgress.NONE)) {
            progressByRule.remove(rule.id());
        } else if (!after.equals(stored)) {
            progressByRule.put(rule.id(), after);
        }
    }

    private static Alert started(AlertRule rule, AlertProgress progress, Classification result) {
        Change change = Change.started(progress.from(), result.captureTime());
        return alert(rule, progress, change, null);
    }

    private static Alert ended(AlertRule rule, AlertProgress progress, Classification result) {
        boolean known = rule.score(result).isPresent();
        Change change = Change.ended(progress.from(), result.captureTime());
        return alert(rule, progress, change, known ? null : Alert.EndReason.SCORE_UNKNOWN);
    }

    private static Alert alert(
            AlertRule rule, AlertProgress progress, Change change, Alert.EndReason endReason) {
        FrameId first = progress.firstFrame();
        return new Alert(
                rule.id() + "/" + first,
                new Alert.Trigger(rule.id(), first.camera(), rule.target().label()),
                change,
                new Alert.Peak(progress.peakScore(), progress.peak()),
                endReason);
    }
}
