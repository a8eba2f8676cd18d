package io.framewatch.cli.rule;

import io.framewatch.cli.Interval;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.InMemoryAlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides the alerts of a time as a job does, from results that it is handed: those of a camera in
 * the order of its frames, and of all cameras mixed as they come. Repeated frames, and frames of a
 * run that a newer one has replaced, are ignored. What a worker said of a camera counts before the
 * first result that was captured later.
 *
 * <p>What is decided before the time is only remembered, so that it may begin in the middle of a
 * streak or an alert: hand over results from {@link #lead} before it on. An alert that goes on for
 * longer than that is named by the first frame that was handed over, unless its scores are between
 * the two bounds: then it is not known. Not thread-safe.
 */
public final class AlertRun {

    /** Longest time that is looked back for a number of frames. */
    private static final Duration MAX_STREAK = Duration.ofHours(1);

    private final AlertEngine engine;
    private final Interval time;
    private final Consumer<Alert> out;
    private final Map<CameraId, Watched> cameras = new TreeMap<>();

    /** What is known of a camera; its reports are in the order of their times. */
    private static final class Watched {
        private final InMemoryAlertStore store = new InMemoryAlertStore();
        private final Queue<CameraStatusReport> reports = new ArrayDeque<>();
        private long results;
    }

    /**
     * @param time event times of the changes that are wanted
     * @param out takes them: those of a camera in their order
     */
    public AlertRun(AlertEngine engine, Interval time, Consumer<Alert> out) {
        this.engine = engine;
        this.time = time;
        this.out =
                alert -> {
                    if (time.contains(alert.change().decidedAt())) {
                        out.accept(alert);
                    }
                };
    }

    /**
     * How long before a time results must begin, so that every alert that starts in it is known:
     * the longest time that a rule looks back on frames, a silence or a cool-down. For a number of
     * frames that is the number of its longest gaps, up to an hour.
     */
    public static Duration lead(Collection<AlertRule> rules) {
        return rules.stream()
                .map(rule -> lookBack(rule).plus(rule.pace().maxGap()).plus(rule.pace().coolDown()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Duration lookBack(AlertRule rule) {
        RuleCondition condition = rule.condition();
        if (condition instanceof Silent silent) {
            return silent.lasting();
        }
        if (!(condition instanceof Scored scored)) {
            return Duration.ZERO; // all reports are known
        }
        Enter enter = scored.enter();
        Duration frames = rule.pace().maxGap().multipliedBy(enter.of());
        Duration streak = frames.compareTo(MAX_STREAK) < 0 ? frames : MAX_STREAK;
        return streak.plus(enter.lasting()).plus(scored.exit().lasting());
    }

    /** Takes all that workers said of the cameras, before the first result. */
    public void reports(Collection<CameraStatusReport> reports) {
        reports.stream()
                .filter(report -> report.since().isBefore(time.to()))
                .sorted(Comparator.comparing(CameraStatusReport::since))
                .forEach(report -> watched(report.camera()).reports.add(report));
    }

    /** Takes the next result of a camera; one that was captured after the time is ignored. */
    public void result(Classification result) {
        Instant captured = result.captureTime();
        if (!captured.isBefore(time.to())) {
            return;
        }
        Watched camera = watched(result.camera());
        takeReports(camera, captured);
        AlertEngine.Taken taken = engine.frame(camera.store, result, out);
        boolean counts = taken == AlertEngine.Taken.DECIDED || taken == AlertEngine.Taken.LATE;
        if (counts && time.contains(captured)) {
            camera.results++;
        }
    }

    /** Decides what happens until the end of the time because nothing more came. */
    public void end() {
        cameras.forEach(
                (id, camera) -> {
                    takeReports(camera, time.to());
                    engine.advance(camera.store, id, time.to(), out);
                });
    }

    /** How many frames of the time were looked at, by camera. */
    public Map<CameraId, Long> results() {
        return cameras.entrySet().stream()
                .filter(camera -> camera.getValue().results > 0)
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                camera -> camera.getValue().results,
                                Long::sum,
                                TreeMap::new));
    }

    private Watched watched(CameraId camera) {
        return cameras.computeIfAbsent(camera, id -> new Watched());
    }

    private void takeReports(Watched camera, Instant until) {
        while (!camera.reports.isEmpty() && !camera.reports.peek().since().isAfter(until)) {
            engine.status(camera.store, camera.reports.remove(), out);
        }
    }
}
