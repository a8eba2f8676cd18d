package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.EndReason;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.RuleTimeline.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What docs/alerts.md says, for one rule and one camera, as slowly and simply as can be: it looks
 * at every second, keeps all frames, and searches them again for each question. All times must be
 * whole seconds. Knows nothing of the engine.
 */
final class ReferenceModel {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** A frame that was taken, with what the rule needs of it. */
    private record Seen(Classification frame, Instant taken, Float score, boolean apart) {

        Instant time() {
            return frame.captureTime();
        }
    }

    private record Report(CameraStatusReport report, Instant effective) {}

    private final String id;
    private final AlertRule configured;
    private final List<Revision> revisions;
    private final List<Alert> alerts = new ArrayList<>();

    // Of the camera.
    private final List<Seen> taken = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private Instant reached;
    private Instant nextMoment;

    // Of the revision that counts.
    private AlertRule rule;
    private final List<Seen> since = new ArrayList<>();
    private final List<Seen> alertFrames = new ArrayList<>();
    private Alert open;
    private Instant told;
    private Instant coolUntil = Instant.MIN;

    ReferenceModel(String id, AlertRule configured, List<Revision> revisions) {
        this.id = id;
        this.configured = configured;
        this.revisions = revisions.stream().filter(each -> each.id().equals(id)).toList();
    }

    /** The alerts that events give, in the order of their arrival, up to a time. */
    List<Alert> alerts(List<?> events, Instant begin, Instant end) {
        nextMoment = begin;
        reached = begin;
        for (Object event : events) {
            if (event instanceof Classification frame) {
                take(frame);
            } else {
                take((CameraStatusReport) event);
            }
        }
        momentsBefore(end.plus(TICK));
        return alerts;
    }

    private void take(Classification frame) {
        long newest =
                taken.stream()
                        .mapToLong(each -> each.frame().location().frame().run())
                        .max()
                        .orElse(-1);
        long run = frame.location().frame().run();
        boolean repeated =
                taken.stream()
                        .map(each -> each.frame().location().frame())
                        .anyMatch(
                                each ->
                                        each.run() == run
                                                && each.sequence()
                                                        >= frame.location().frame().sequence());
        if (run < newest || repeated) {
            return;
        }
        momentsBefore(frame.captureTime());
        reached = max(reached, frame.captureTime());
        turn(reached);
        Seen last = taken.isEmpty() ? null : taken.get(taken.size() - 1);
        boolean apart = last == null || last.frame().location().frame().run() != run;
        if (!apart && rule != null) {
            Duration gap = Duration.between(last.taken(), frame.captureTime());
            apart = gap.compareTo(rule.pace().maxGap()) > 0;
        }
        Float score = rule == null || rule.scored().isEmpty() ? null : score(frame);
        Seen seen = new Seen(frame, reached, score, apart);
        taken.add(seen);
        if (rule != null && rule.condition() instanceof Scored scored) {
            decide(scored, seen);
        } else if (rule != null && rule.condition() instanceof Silent && open != null) {
            end(reached, reached, null);
        }
    }

    private void take(CameraStatusReport report) {
        Report last = reports.isEmpty() ? null : reports.get(reports.size() - 1);
        if (last == null && report.condition().view() == null) {
            return;
        }
        if (last != null
                && (report.since().isBefore(last.report().since())
                        || report.condition().view() == last.report().condition().view())) {
            return;
        }
        reports.add(new Report(report, max(report.since(), reached)));
        if (report.since().isBefore(reached)) {
            turn(reached);
            endIfSeen(reached);
        }
    }

    /** Everything that happens before a time without a frame. */
    private void momentsBefore(Instant time) {
        while (nextMoment.isBefore(time)) {
            moment(nextMoment);
            nextMoment = nextMoment.plus(TICK);
        }
    }

    private void moment(Instant now) {
        turn(now);
        if (rule == null) {
            return;
        }
        endIfSeen(now);
        Seen last = taken.isEmpty() ? null : taken.get(taken.size() - 1);
        if (open != null && !works(now)) {
            end(now, now, EndReason.OFF_SCHEDULE);
        } else if (open != null && rule.scored().isPresent()) {
            if (!last.taken().plus(rule.pace().maxGap()).isAfter(now)) {
                end(now, now, EndReason.NO_FRAMES);
            }
        } else if (open == null && works(now) && !now.isBefore(coolUntil)) {
            if (rule.condition() instanceof Silent silent && last != null) {
                String frame = last.frame().location().frame().toString();
                startAfter(frame, last.taken(), silent.lasting(), now, peak(last, null));
            } else if (rule.condition() instanceof Blinded blinded) {
                CameraStatusReport report = view(now);
                if (shows(blinded, report)) {
                    String what = report.camera() + "/" + report.since().toEpochMilli();
                    startAfter(what, report.since(), blinded.lasting(), now, Alert.Peak.NONE);
                }
            }
        }
    }

    private void startAfter(
            String what, Instant from, Duration lasting, Instant now, Alert.Peak peak) {
        Instant first = from.plus(lasting);
        if (!first.isAfter(now)) {
            String origin = first.equals(now) ? what : what + "/" + now.toEpochMilli();
            start(origin, from, now, peak);
        }
    }

    private void endIfSeen(Instant now) {
        if (open != null
                && rule.condition() instanceof Blinded blinded
                && reports.stream()
                        .filter(each -> each.effective().equals(now))
                        .anyMatch(each -> !shows(blinded, each.report()))) {
            end(now, now, null);
        }
    }

    private static boolean shows(Blinded blinded, CameraStatusReport report) {
        return report != null
                && report.condition().view() != null
                && blinded.views().contains(report.condition().view());
    }

    /** What the camera shows at a time. */
    private CameraStatusReport view(Instant now) {
        CameraStatusReport view = null;
        for (Report each : reports) {
            if (!each.effective().isAfter(now)) {
                view = each.report();
            }
        }
        return view;
    }

    private void decide(Scored scored, Seen frame) {
        boolean usable = works(frame.time()) && frame.score() != null;
        if (open != null) {
            if (!usable) {
                EndReason reason =
                        works(frame.time()) ? EndReason.SCORE_UNKNOWN : EndReason.OFF_SCHEDULE;
                end(frame.time(), reached, reason);
                return;
            }
            alertFrames.add(frame);
            goOn(scored, frame);
            return;
        }
        if (!usable) {
            since.clear();
            return;
        }
        if (frame.apart()) {
            since.clear();
        }
        since.add(frame);
        List<Seen> entering = entering(scored);
        if (scored.enters(frame.score())
                && isEnough(scored.enter(), entering)
                && !reached.isBefore(coolUntil)) {
            alertFrames.clear();
            alertFrames.addAll(entering);
            Seen first = entering.get(0);
            String origin = first.frame().location().frame().toString();
            start(origin, first.time(), reached, best(scored, alertFrames));
            alertFrames.add(null); // what follows was seen while the alert was open
        }
    }

    /** The entering frames in a row up to the last one, or among the last ones. */
    private List<Seen> entering(Scored scored) {
        List<Seen> entering = new ArrayList<>();
        int size = since.size();
        if (scored.enter().inARow()) {
            for (int i = size - 1; i >= 0 && scored.enters(since.get(i).score()); i--) {
                entering.add(0, since.get(i));
            }
        } else {
            for (int i = Math.max(0, size - scored.enter().of()); i < size; i++) {
                if (scored.enters(since.get(i).score())) {
                    entering.add(since.get(i));
                }
            }
        }
        return entering;
    }

    private static boolean isEnough(Enter enter, List<Seen> entering) {
        if (entering.size() < enter.frames()) {
            return false;
        }
        Instant first = entering.get(0).time();
        Instant last = entering.get(entering.size() - 1).time();
        return enter.lasting().isZero() || !first.plus(enter.lasting()).isAfter(last);
    }

    private void goOn(Scored scored, Seen frame) {
        Seen exiting = null;
        for (int i = alertFrames.size() - 1; i >= 0 && alertFrames.get(i) != null; i--) {
            if (!scored.exits(alertFrames.get(i).score())) {
                break;
            }
            exiting = alertFrames.get(i);
        }
        Duration lasting = scored.exit().lasting();
        if (exiting != null) {
            if (lasting.isZero() || !exiting.time().plus(lasting).isAfter(frame.time())) {
                end(exiting.time(), reached, null);
            }
            return;
        }
        Alert.Peak peak = best(scored, alertFrames.stream().filter(each -> each != null).toList());
        open = new Alert(open.id(), open.trigger(), open.change(), peak);
        Duration updates = rule.pace().updates();
        if (updates != null && !told.plus(updates).isAfter(reached)) {
            told = reached;
            Alert.Change change = Alert.Change.updated(open.change().from(), reached);
            alerts.add(new Alert(open.id(), open.trigger(), change, peak));
        }
    }

    private static Alert.Peak best(Scored scored, List<Seen> frames) {
        Seen best = frames.get(0);
        for (Seen each : frames) {
            boolean better =
                    scored.sense() == Sense.PRESENT
                            ? each.score() > best.score()
                            : each.score() < best.score();
            best = better ? each : best;
        }
        return peak(best, best.score());
    }

    private static Alert.Peak peak(Seen seen, Float score) {
        return new Alert.Peak(score, seen.frame().location(), seen.frame().classifier());
    }

    private void start(String origin, Instant from, Instant now, Alert.Peak peak) {
        Alert.Trigger trigger =
                new Alert.Trigger(
                        id, rule.revision(), TestingFrames.CAMERA, rule.condition().label());
        open = new Alert(id + "/" + origin, trigger, Alert.Change.started(from, now), peak);
        told = now;
        alerts.add(open);
        since.clear();
    }

    private void end(Instant to, Instant now, EndReason reason) {
        Instant end = max(to, open.change().from());
        Alert.Change change = Alert.Change.ended(open.change().from(), end, now);
        alerts.add(new Alert(open.id(), open.trigger(), change, open.peak(), reason, null));
        coolUntil = end.plus(rule.pace().coolDown());
        open = null;
        since.clear();
    }

    /** Lets another revision count, if there is one. */
    private void turn(Instant now) {
        AlertRule next = revision(now);
        if (!Objects.equals(rule, next)) {
            if (open != null) {
                end(now, now, EndReason.RULE_CHANGED);
            }
            since.clear();
            coolUntil = Instant.MIN;
        }
        rule = next;
    }

    private AlertRule revision(Instant now) {
        List<Revision> valid = new ArrayList<>();
        for (Revision each : revisions) {
            valid.removeIf(earlier -> !earlier.from().isBefore(each.from()));
            valid.add(each);
        }
        Optional<AlertRule> counts = Optional.empty();
        for (Revision each : valid) {
            if (!each.from().isAfter(now)) {
                counts = each.rule();
            }
        }
        AlertRule found = counts.orElse(configured);
        return found != null && found.selector().selects(TestingFrames.CAMERA, List.of())
                ? found
                : null;
    }

    private boolean works(Instant time) {
        AlertRule.Activation activation = rule.activation();
        return !activation.paused()
                && (activation.silencedUntil() == null
                        || !time.isBefore(activation.silencedUntil()))
                && (activation.schedule() == null || activation.schedule().includes(time));
    }

    private Float score(Classification frame) {
        Target target = rule.scored().orElseThrow().target();
        List<LabelScore> scores = new ArrayList<>();
        if (target.head() == null) {
            scores.addAll(frame.scores().top());
        }
        for (HeadResult head : frame.scores().heads()) {
            if (head.name().equals(target.head())) {
                scores.addAll(head.scores());
            }
        }
        Float sum = null;
        for (String label : target.watched()) {
            for (LabelScore score : scores) {
                if (score.label().equals(label)) {
                    sum = (sum == null ? 0 : sum) + score.score();
                }
            }
        }
        return sum == null ? null : Float.valueOf(Math.min(1, sum));
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
