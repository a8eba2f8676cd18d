package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.job.alert.CameraProgress.SeenView;
import io.framewatch.job.alert.CameraRules.RuleRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings all rules of one camera further by one event. Time only goes on: what happens at a time
 * before the one that was reached counts as of the reached one.
 */
final class CameraStep {

    private final Scene scene;
    private final AlertStore store;
    private final CameraProgress before;
    private final ProgressTable progress;
    private CameraProgress camera;
    private CameraRules current;

    /** What is the same for all events of a camera. */
    record Scene(
            CameraId camera, RuleTimeline rules, CameraDirectory cameras, Consumer<Alert> out) {

        CameraRules rules(Instant time) {
            return rules.of(camera, cameras.tags(camera, time), time);
        }

        boolean mayBeCaptured(Instant time) {
            return cameras.mayBeCaptured(camera, time);
        }
    }

    CameraStep(Scene scene, AlertStore store) {
        this.scene = scene;
        this.store = store;
        this.before = store.camera();
        this.camera = before == null ? CameraProgress.NONE : before;
        this.progress = new ProgressTable(store, camera.entries());
    }

    void close() {
        CameraProgress after = camera.withEntries(progress.size());
        if (!after.equals(before)) {
            store.camera(after);
        }
    }

    /** Position of the camera's last frame; null before the first. */
    FramePosition position() {
        return camera.last() == null ? null : FramePosition.of(camera.last().frame().frame());
    }

    /** Whether a later time has been reached. */
    boolean isPast(Instant time) {
        return camera.asOf() != null && time.isBefore(camera.asOf());
    }

    /** Takes the next frame. */
    void frame(Classification result, boolean sameRun) {
        Instant time = result.captureTime();
        Sighting last = camera.last();
        reach(time);
        FrameScores scores = new FrameScores(result.scores());
        Duration gap = sameRun ? Duration.between(last.time(), time) : null;
        for (RuleRevision rule : current.scored()) {
            Scored condition = (Scored) rule.rule().condition();
            Float score = scores.of(condition.target());
            RuleProgress known = progress.get(rule);
            if (known != null || score != null && condition.enters(score)) {
                boolean together = sameRun && gap.compareTo(rule.rule().pace().maxGap()) <= 0;
                RuleProgress warm = warm(orNone(rule, known));
                Sighting frame = Sighting.of(result, score);
                progress.put(rule, step(rule).score(condition, warm, together, frame));
            }
        }
        for (RuleRevision rule : current.others()) {
            RuleProgress known = progress.get(rule);
            if (known != null) {
                boolean over = rule.rule().condition() instanceof Silent;
                progress.put(
                        rule,
                        over ? step(rule).ended(warm(known), camera.asOf(), null) : warm(known));
            }
        }
        camera = camera.with(Sighting.of(result, null).at(camera.asOf()));
    }

    /** Takes a worker's report: now if its time has passed, else when it comes. */
    void report(CameraStatusReport report) {
        SeenView next = new SeenView(report.condition().view(), report.since());
        if (!camera.isNews(next)) {
            return;
        }
        if (isPast(next.since())) {
            reach(camera.asOf());
            show(next);
        } else {
            camera = camera.announce(next);
        }
    }

    /** Lets everything happen that happens before a time if nothing comes. */
    void runBefore(Instant time) {
        if (camera.asOf() != null) {
            reach(camera.asOf());
        }
        for (Instant due = due(); due != null && due.isBefore(time); due = due()) {
            fire(due);
        }
    }

    /** The next time at which something happens if nothing comes; null if nothing does. */
    Instant due() {
        List<SeenView> announced = camera.announced();
        Instant due = announced.isEmpty() ? null : announced.get(0).since();
        Instant now = camera.asOf();
        if (now == null) {
            return due;
        }
        if (current == null) {
            current = scene.rules(now);
        }
        if (current.signature() != camera.signature()) {
            return now;
        }
        due = earlier(due, scene.rules().changeAfter(now));
        if (!progress.isEmpty()) {
            for (RuleRevision rule : current.scored()) {
                RuleProgress known = progress.get(rule);
                if (known != null && known.open() != null) {
                    due = earlier(due, rule.rule().activation().until(now).orElse(null));
                    due = earlier(due, gapEnd(rule));
                }
            }
        }
        for (RuleRevision rule : current.others()) {
            due = earlier(due, watch(rule).due(orNone(rule, progress.get(rule))));
        }
        return due;
    }

    private void fire(Instant time) {
        reach(time);
        while (!camera.announced().isEmpty()
                && !camera.announced().get(0).since().isAfter(camera.asOf())) {
            show(camera.announced().get(0));
        }
        if (!progress.isEmpty()) {
            current.scored().forEach(this::fireScored);
        }
        for (RuleRevision rule : current.others()) {
            RuleProgress known = progress.get(rule);
            progress.put(rule, watch(rule).fire(warm(orNone(rule, known))));
        }
    }

    private void fireScored(RuleRevision rule) {
        RuleProgress known = progress.get(rule);
        if (known == null || known.open() == null) {
            return;
        }
        if (!rule.rule().activation().includes(camera.asOf())) {
            progress.put(rule, step(rule).ended(known, camera.asOf(), EndReason.OFF_SCHEDULE));
        } else if (!gapEnd(rule).isAfter(camera.asOf())) {
            progress.put(rule, step(rule).ended(known, camera.asOf(), EndReason.NO_FRAMES));
        }
    }

    private void show(SeenView view) {
        camera = camera.show(view);
        for (RuleRevision rule : current.others()) {
            RuleProgress known = progress.get(rule);
            if (rule.rule().condition() instanceof Blinded blinded
                    && known != null
                    && !camera.shows(blinded.views())) {
                progress.put(rule, step(rule).ended(warm(known), camera.asOf(), null));
            }
        }
    }

    private Instant gapEnd(RuleRevision rule) {
        return camera.last().time().plus(rule.rule().pace().maxGap());
    }

    /** Goes on to a time. What rules have come to that no longer count is ended and forgotten. */
    private void reach(Instant time) {
        camera = camera.at(time);
        current = scene.rules(camera.asOf());
        if (current.signature() == camera.signature()) {
            return;
        }
        for (Map.Entry<String, RuleProgress> entry : progress.entries()) {
            RuleProgress known = entry.getValue();
            if (!current.have(entry.getKey(), known.revision())) {
                if (known.open() != null) {
                    Alert.Change end =
                            Alert.Change.ended(known.open().from(), camera.asOf(), camera.asOf());
                    scene.out()
                            .accept(
                                    known.open()
                                            .toAlert(
                                                    scene.camera(),
                                                    known.revision(),
                                                    end,
                                                    EndReason.RULE_CHANGED));
                }
                progress.remove(entry.getKey());
            }
        }
        camera = camera.withSignature(current.signature());
    }

    private RuleStep step(RuleRevision rule) {
        return new RuleStep(scene.camera(), rule, camera.asOf(), scene.out());
    }

    private WatchStep watch(RuleRevision rule) {
        return new WatchStep(scene, rule, camera);
    }

    /** Forgets a cool-down that is over. */
    private RuleProgress warm(RuleProgress known) {
        boolean cooling = known.coolUntil() != null && known.coolUntil().isAfter(camera.asOf());
        return cooling ? known : known.warm();
    }

    private static RuleProgress orNone(RuleRevision rule, RuleProgress known) {
        return known == null ? RuleProgress.none(rule.revision()) : known;
    }

    static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
