package io.framewatch.cli.rule;

import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark.Verdict;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.InMemoryAlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A marked alert and the results around it. Not thread-safe while it is filled; any threads may
 * decide it then.
 */
final class Episode {

    private final RecordedAlert alert;
    private final Verdict verdict;
    private final Duration margin;
    private final List<Classification> results = new ArrayList<>();

    /**
     * @param margin how long before and after the alert results are looked at
     */
    Episode(RecordedAlert alert, Verdict verdict, Duration margin) {
        this.alert = alert;
        this.verdict = verdict;
        this.margin = margin;
    }

    Verdict verdict() {
        return verdict;
    }

    RecordedAlert alert() {
        return alert;
    }

    /** Takes a result if it is of the camera and the time; keeps the scores of the target alone. */
    void offer(Classification result, Target target) {
        if (result.camera().equals(alert.trigger().camera())
                && !result.captureTime().isBefore(alert.from().minus(margin))
                && !result.captureTime().isAfter(end())) {
            results.add(
                    new Classification(
                            result.camera(),
                            result.location(),
                            result.times(),
                            result.classifier(),
                            scores(result.scores(), target),
                            result.timing()));
        }
    }

    int size() {
        return results.size();
    }

    /** Whether an alert comes at the time of this one. */
    boolean comes(AlertEngine engine) {
        AlertStore store = new InMemoryAlertStore();
        List<Alert> alerts = new ArrayList<>();
        results.forEach(result -> engine.frame(store, result, alerts::add));
        engine.advance(store, alert.trigger().camera(), end(), alerts::add);
        return RecordedAlert.of(alerts).stream().anyMatch(alert::meets);
    }

    private Instant end() {
        return alert.to().orElse(alert.last().change().decidedAt()).plus(margin);
    }

    private static Classification.Scores scores(Classification.Scores all, Target target) {
        if (target.head() == null) {
            return Classification.Scores.of(watched(all.top(), target));
        }
        return new Classification.Scores(
                List.of(),
                all.heads().stream()
                        .filter(head -> head.name().equals(target.head()))
                        .map(
                                head ->
                                        new HeadResult(
                                                head.name(),
                                                head.version(),
                                                watched(head.scores(), target)))
                        .toList());
    }

    private static List<LabelScore> watched(List<LabelScore> scores, Target target) {
        return scores.stream().filter(score -> target.watched().contains(score.label())).toList();
    }
}
