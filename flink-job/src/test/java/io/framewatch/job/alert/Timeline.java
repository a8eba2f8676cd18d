package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.event.Classification;
import io.framewatch.event.LabelScore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A camera's life as docs/alerts.md draws it, a column a second: {@code #} is a frame with a score
 * of 0.9, {@code ~} of 0.6, {@code -} of 0.1, {@code ?} one without the label car, a blank no
 * frame.
 */
final class Timeline {

    private final AlertStore store = new InMemoryAlertStore();
    private final List<Alert> alerts = new ArrayList<>();
    private final CameraDirectory cameras;
    private AlertEngine engine;
    private long run = 1;
    private long sequence;
    private int second;

    Timeline(AlertRule... rules) {
        this(RuleTimeline.of(List.of(rules)), CameraDirectory.EMPTY);
    }

    Timeline(RuleTimeline rules, CameraDirectory cameras) {
        this.cameras = cameras;
        rules(rules);
    }

    /** What rules decide about some frames, see {@link #text()}. */
    static List<String> of(String frames, AlertRule... rules) {
        return new Timeline(rules).frames(frames).text();
    }

    /** Other rules are known from now on. */
    Timeline rules(RuleTimeline rules) {
        engine = new AlertEngine(rules, cameras);
        return this;
    }

    Timeline frames(String columns) {
        for (char column : columns.toCharArray()) {
            if (column != ' ') {
                frame(column, second);
            }
            second++;
        }
        return this;
    }

    /** A frame at any time. */
    AlertEngine.Taken frame(char column, double at) {
        return engine.frame(store, result(column, run, sequence++, at), alerts::add);
    }

    /** A frame of any run. */
    AlertEngine.Taken frame(char column, long ofRun, long number) {
        return engine.frame(store, result(column, ofRun, number, second), alerts::add);
    }

    Timeline newRun() {
        run++;
        return this;
    }

    Timeline report(CameraView view, double since) {
        CameraStatusReport report = TestingFrames.report(view, since);
        engine.status(store, report, alerts::add);
        return this;
    }

    /** Lets event time go on to a second. */
    Timeline advance(double seconds) {
        engine.advance(store, TestingFrames.CAMERA, TestingFrames.at(seconds), alerts::add);
        return this;
    }

    AlertStore store() {
        return store;
    }

    List<Alert> alerts() {
        return alerts;
    }

    /**
     * One line an alert: {@code started 1 @3}, {@code ended 1-5 @7 no-frames}, the numbers being
     * seconds, those after @ the time of the decision.
     */
    List<String> text() {
        return alerts.stream().map(Timeline::text).toList();
    }

    private static String text(Alert alert) {
        Alert.Change change = alert.change();
        return alert.state().name().toLowerCase(Locale.ROOT)
                + " "
                + seconds(change.from())
                + (change.to() == null ? "" : "-" + seconds(change.to()))
                + " @"
                + seconds(change.decidedAt())
                + (alert.endReason() == null
                        ? ""
                        : " "
                                + alert.endReason()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'));
    }

    private static String seconds(Instant time) {
        double seconds = Duration.between(TestingFrames.START, time).toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds;
    }

    private static Classification result(char column, long run, long sequence, double at) {
        List<LabelScore> scores =
                switch (column) {
                    case '#' -> List.of(TestingFrames.score("car", 0.9));
                    case '~' -> List.of(TestingFrames.score("car", 0.6));
                    case '-' -> List.of(TestingFrames.score("car", 0.1));
                    case '?' -> List.of(TestingFrames.score("bus", 0.5));
                    default -> throw new IllegalArgumentException("no frame: " + column);
                };
        return TestingFrames.frame(run, sequence, at, scores);
    }
}
