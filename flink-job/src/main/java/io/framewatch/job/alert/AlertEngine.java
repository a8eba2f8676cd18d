package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides the alerts of cameras by their events, and never by a clock. The same events of a camera
 * in the same order give the same alerts with the same ids, however often they are replayed.
 *
 * <p>Only the newest run of a camera counts: frames of older runs are fenced, and a frame that is
 * not newer than the last one of its run is a repetition. What happens because time passes without
 * a frame has a time of its own, and is decided by whatever shows first that this time has passed:
 * a later frame, or {@link #advance}. Both decide the same.
 *
 * <p>Stateless apart from the rules it is given: all that it remembers is in the store. Thread-safe
 * if each store is used by one thread.
 */
public final class AlertEngine {

    private final RuleTimeline rules;
    private final CameraDirectory cameras;

    public AlertEngine(RuleTimeline rules, CameraDirectory cameras) {
        this.rules = rules;
        this.cameras = cameras;
    }

    /** What a frame was for the rules. */
    public enum Taken {
        /** It was looked at. */
        DECIDED,
        /** It was looked at, although its time had been decided without it. */
        LATE,
        /** It is of an older run, and was ignored. */
        FENCED,
        /** It was there before, and was ignored. */
        REPEATED
    }

    /** Takes the next frame of a camera. */
    public Taken frame(AlertStore store, Classification result, Consumer<Alert> out) {
        return turn(store, result.camera(), out).frame(result);
    }

    /** Takes what a worker says of a camera, see {@link CameraTurn#status}. */
    public void status(AlertStore store, CameraStatusReport report, Consumer<Alert> out) {
        turn(store, report.camera(), out).status(report);
    }

    /** Decides what happens because nothing came, see {@link CameraTurn#advance}. */
    public void advance(AlertStore store, CameraId camera, Instant time, Consumer<Alert> out) {
        turn(store, camera, out).advance(time);
    }

    /** The next time at which something happens if nothing comes; empty if nothing does. */
    public Optional<Instant> due(AlertStore store, CameraId camera) {
        return turn(store, camera, alert -> {}).due();
    }

    /** For one event of a camera and the question what is due then: the store is read once. */
    public CameraTurn turn(AlertStore store, CameraId camera, Consumer<Alert> out) {
        return new CameraTurn(
                new CameraStep(new CameraStep.Scene(camera, rules, cameras, out), store));
    }

    /** Whether an alert is to have a picture, by the revision of its rule. */
    public boolean hasPicture(Alert alert) {
        Alert.Trigger trigger = alert.trigger();
        return rules.hasPicture(trigger.rule(), trigger.revision());
    }
}
