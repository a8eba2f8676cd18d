package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.Change;
import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    /** How often it is looked whether the rule of a silent or blinded camera is still there. */
    static final Duration REVIEW = Duration.ofMinutes(1);

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
        CameraId camera = result.camera();
        Step step = new Step(store, camera, out);
        FramePosition last = step.camera.position();
        FramePosition here = FramePosition.of(result.location().frame());
        if (here.isFenced(last)) {
            return Taken.FENCED;
        }
        if (here.repeats(last)) {
            return Taken.REPEATED;
        }
        Instant time = result.captureTime();
        step.runBefore(time);
        boolean late = step.camera.asOf() != null && time.isBefore(step.camera.asOf());
        step.frame(result, here.continues(last));
        step.close();
        return late ? Taken.LATE : Taken.DECIDED;
    }

    /** Takes what a worker says of a camera. */
    public void status(AlertStore store, CameraStatusReport report, Consumer<Alert> out) {
        Step step = new Step(store, report.camera(), out);
        step.runBefore(report.since());
        step.view(report);
        step.close();
    }

    /**
     * Decides what happens because nothing came.
     *
     * @param time every event of the camera before this time has been taken
     */
    public void advance(AlertStore store, CameraId camera, Instant time, Consumer<Alert> out) {
        Step step = new Step(store, camera, out);
        step.runBefore(time);
        step.close();
    }

    /** The next time at which something happens if nothing comes; empty if nothing does. */
    public Optional<Instant> due(AlertStore store, CameraId camera) {
        return Optional.ofNullable(new Step(store, camera, alert -> {}).due());
    }

    /** Whether an alert is to have a picture. */
    public boolean hasPicture(Alert alert) {
        return rules.at(alert.change().decidedAt()).rules().stream()
                .anyMatch(rule -> rule.picture() && rule.id().equals(alert.trigger().rule()));
    }

    /** Brings all rules of a camera further by one event. */
    private final class Step {

        private final AlertStore store;
        private final CameraId id;
        private final Consumer<Alert> out;
        private final CameraProgress before;
        private CameraProgress camera;
        private int entries;

        Step(AlertStore store, CameraId id, Consumer<Alert> out) {
            this.store = store;
            this.id = id;
            this.out = out;
            this.before = store.camera();
            this.camera = before == null ? CameraProgress.NONE : before;
            this.entries = camera.entries();
        }

        void close() {
            CameraProgress after = camera.withEntries(entries);
            if (!after.equals(before)) {
                store.camera(after);
            }
        }

        void frame(Classification result, boolean sameRun) {
            Instant time = result.captureTime();
            Sighting last = camera.last();
            camera = camera.at(time);
            CameraRules current = current(camera.asOf());
            FrameScores scores = new FrameScores(result.scores());
            for (RuleRevision rule : current.scored()) {
                Scored condition = (Scored) rule.rule().condition();
                Float score = scores.of(condition.target());
                RuleProgress progress = progress(rule);
                if (progress != null || score != null && condition.enters(score)) {
                    Duration maxGap = rule.rule().pace().maxGap();
                    boolean together =
                            sameRun && Duration.between(last.time(), time).compareTo(maxGap) <= 0;
                    put(
                            rule,
                            step(rule)
                                    .score(
                                            condition,
                                            orNone(rule, progress),
                                            together,
                                            Sighting.of(result, score)));
                }
            }
            for (RuleRevision rule : current.others()) {
                if (rule.rule().condition() instanceof Silent && progress(rule) != null) {
                    put(rule, step(rule).ended(progress(rule), time, time, null));
                }
            }
            camera =
                    camera.with(
                            FramePosition.of(result.location().frame()), Sighting.of(result, null));
        }

        void view(CameraStatusReport report) {
            Instant since = report.since();
            if (camera.view() != null && since.isBefore(camera.view().since())) {
                return;
            }
            camera = camera.at(since);
            boolean same =
                    camera.view() != null && camera.view().view() == report.condition().view();
            if (report.condition().view() == null) {
                camera = camera.with((CameraProgress.SeenView) null);
            } else if (!same) {
                camera = camera.with(new CameraProgress.SeenView(report.condition().view(), since));
            }
            for (RuleRevision rule : current(camera.asOf()).others()) {
                RuleProgress progress = progress(rule);
                if (rule.rule().condition() instanceof Blinded blinded
                        && progress != null
                        && !isBlind(blinded)) {
                    put(rule, step(rule).ended(progress, since, since, null));
                }
            }
        }

        /** Lets everything happen that happens before a time if nothing comes. */
        void runBefore(Instant time) {
            for (Instant due = due(); due != null && due.isBefore(time); due = due()) {
                fire(due);
            }
        }

        private void fire(Instant time) {
            camera = camera.at(time);
            CameraRules current = current(time);
            if (entries > 0 && camera.last() != null) {
                for (RuleRevision rule : current.scored()) {
                    RuleProgress progress = progress(rule);
                    if (progress != null
                            && progress.open() != null
                            && !gapEnd(rule).isAfter(time)) {
                        put(rule, step(rule).afterGap(progress, camera.last().time()));
                    }
                }
            }
            for (RuleRevision rule : current.others()) {
                RuleProgress progress = orNone(rule, progress(rule));
                Instant start = start(rule, progress);
                if (progress.open() == null && start != null && !start.isAfter(time)) {
                    put(rule, step(rule).started(progress, opened(rule, time)));
                } else if (progress.open() != null && !cameras.mayBeCaptured(id, time)) {
                    put(rule, step(rule).ended(progress, time, time, EndReason.RULE_CHANGED));
                }
            }
        }

        /** The next time at which something happens if nothing comes; null if nothing does. */
        Instant due() {
            if (camera.asOf() == null) {
                return null;
            }
            CameraRules current = rules.at(camera.asOf()).of(id, cameras::tags);
            Instant due = null;
            if (entries > 0) {
                for (RuleRevision rule : current.scored()) {
                    RuleProgress progress = progress(rule);
                    if (progress != null && progress.open() != null && camera.last() != null) {
                        due = earlier(due, gapEnd(rule));
                    }
                }
            }
            for (RuleRevision rule : current.others()) {
                RuleProgress progress = orNone(rule, progress(rule));
                due =
                        earlier(
                                due,
                                progress.open() == null
                                        ? start(rule, progress)
                                        : camera.asOf().plus(REVIEW));
            }
            return due;
        }

        /** When a rule that is no score's starts an alert if nothing comes; null if never. */
        private Instant start(RuleRevision rule, RuleProgress progress) {
            Instant since = null;
            if (rule.rule().condition() instanceof Silent silent && camera.last() != null) {
                since = camera.last().time().plus(silent.lasting());
            } else if (rule.rule().condition() instanceof Blinded blinded && isBlind(blinded)) {
                since = camera.view().since().plus(blinded.lasting());
            }
            if (since == null) {
                return null;
            }
            Instant decided = later(later(since, camera.asOf()), progress.coolUntil());
            return rule.rule()
                    .activation()
                    .next(decided)
                    .filter(time -> cameras.mayBeCaptured(id, time))
                    .orElse(null);
        }

        private OpenAlert opened(RuleRevision rule, Instant decidedAt) {
            if (rule.rule().condition() instanceof Silent silent) {
                Sighting last = camera.last();
                String origin =
                        origin(last.frame().frame(), last.time(), silent.lasting(), decidedAt);
                return OpenAlert.of(rule.rule(), origin, last.time(), last, decidedAt);
            }
            Duration lasting = ((Blinded) rule.rule().condition()).lasting();
            Instant since = camera.view().since();
            String view = id + "/" + since.toEpochMilli();
            String origin = origin(view, since, lasting, decidedAt);
            return OpenAlert.of(rule.rule(), origin, since, null, decidedAt);
        }

        /** Of one silence there may be several alerts, if the rule changes: later ones say when. */
        private static String origin(
                Object what, Instant since, Duration lasting, Instant decidedAt) {
            return decidedAt.equals(since.plus(lasting))
                    ? what.toString()
                    : what + "/" + decidedAt.toEpochMilli();
        }

        private boolean isBlind(Blinded rule) {
            return camera.view() != null && rule.views().contains(camera.view().view());
        }

        private Instant gapEnd(RuleRevision rule) {
            return camera.last().time().plus(rule.rule().pace().maxGap());
        }

        /** The rules of a time; what others have come to is ended and forgotten. */
        private CameraRules current(Instant time) {
            CameraRules current = rules.at(time).of(id, cameras::tags);
            if (current.signature() != camera.signature()) {
                for (Map.Entry<String, RuleProgress> entry : store.rules()) {
                    RuleProgress progress = entry.getValue();
                    if (!current.have(entry.getKey(), progress.revision())) {
                        if (progress.open() != null) {
                            Change end = Change.ended(progress.open().from(), time, time);
                            out.accept(
                                    progress.open()
                                            .toAlert(
                                                    id,
                                                    progress.revision(),
                                                    end,
                                                    EndReason.RULE_CHANGED));
                        }
                        store.rule(entry.getKey(), null);
                        entries--;
                    }
                }
                camera = camera.withSignature(current.signature());
            }
            return current;
        }

        private RuleStep step(RuleRevision rule) {
            return new RuleStep(id, rule, out);
        }

        private RuleProgress progress(RuleRevision rule) {
            return entries == 0 ? null : store.rule(rule.rule().id());
        }

        private void put(RuleRevision rule, RuleProgress progress) {
            RuleProgress stored = progress(rule);
            RuleProgress kept = progress.isNone() ? null : progress;
            if (kept == null ? stored != null : !kept.equals(stored)) {
                entries += (kept == null ? 0 : 1) - (stored == null ? 0 : 1);
                store.rule(rule.rule().id(), kept);
            }
        }
    }

    private static RuleProgress orNone(RuleRevision rule, RuleProgress progress) {
        return progress == null ? RuleProgress.none(rule.revision()) : progress;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    private static Instant later(Instant one, Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
