package io.framewatch.cli.rule;

import io.framewatch.event.AlertMark.Verdict;
import io.framewatch.event.AlertRule;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.RuleTimeline;
import java.util.Comparator;
import java.util.List;

/**
 * Tries conditions of a rule on marked alerts.
 *
 * @param rule the rule, at work
 * @param directory what is known of the cameras
 * @param episodes the marked alerts
 */
record Tuning(AlertRule rule, CameraDirectory directory, List<Episode> episodes) {

    /**
     * What a condition comes to.
     *
     * @param condition the condition
     * @param wrong number of alerts that were marked wrong and come
     * @param missed number of alerts that were marked right and do not come
     */
    record Point(Scored condition, int wrong, int missed) {

        int mistakes() {
            return wrong + missed;
        }
    }

    /**
     * Tries all of the grid.
     *
     * @param step is called after each, by any thread
     * @return the rule's own first
     */
    List<Point> points(Runnable step) {
        return RuleGrid.of(condition()).parallelStream()
                .map(
                        condition -> {
                            Point point = point(condition);
                            step.run();
                            return point;
                        })
                .toList();
    }

    /**
     * The point with the fewest mistakes; of several, the one with the fewest changes to the rule,
     * and then the least one.
     */
    Point best(List<Point> points) {
        return points.stream()
                .min(
                        Comparator.comparingInt(Point::mistakes)
                                .thenComparingInt(point -> changes(point.condition()))
                                .thenComparingDouble(point -> distance(point.condition())))
                .orElseThrow();
    }

    private Point point(Scored condition) {
        AlertEngine engine =
                new AlertEngine(RuleTimeline.of(List.of(rule.with(condition))), directory);
        int wrong = 0;
        int missed = 0;
        for (Episode episode : episodes) {
            boolean comes = episode.comes(engine);
            if (comes && episode.verdict() == Verdict.WRONG) {
                wrong++;
            } else if (!comes && episode.verdict() == Verdict.RIGHT) {
                missed++;
            }
        }
        return new Point(condition, wrong, missed);
    }

    private int changes(Scored other) {
        Scored own = condition();
        int changes = 0;
        changes += other.enter().score() == own.enter().score() ? 0 : 1;
        changes += other.exit().score() == own.exit().score() ? 0 : 1;
        changes += other.enter().frames().equals(own.enter().frames()) ? 0 : 1;
        changes += other.enter().lasting().equals(own.enter().lasting()) ? 0 : 1;
        changes += other.exit().lasting().equals(own.exit().lasting()) ? 0 : 1;
        return changes;
    }

    private double distance(Scored other) {
        Scored own = condition();
        return Math.abs(other.enter().score() - own.enter().score())
                + Math.abs(other.exit().score() - own.exit().score())
                + Math.abs(other.enter().frames() - own.enter().frames());
    }

    private Scored condition() {
        return (Scored) rule.condition();
    }
}
