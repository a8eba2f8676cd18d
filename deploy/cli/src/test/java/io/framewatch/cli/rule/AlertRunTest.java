package io.framewatch.cli.rule;

import static io.framewatch.cli.rule.TestingResults.at;
import static io.framewatch.cli.rule.TestingResults.result;
import static io.framewatch.cli.rule.TestingResults.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Interval;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.CameraView;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.RuleTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRunTest {

    private static final AlertRule PERSON =
            rule(
                    "person",
                    new Scored(
                            Target.ofModel("person"),
                            Sense.PRESENT,
                            Enter.of(0.6, 3),
                            Exit.of(0.4),
                            null));

    private static final AlertRule SILENT = rule("quiet", new Silent(Duration.ofSeconds(30)));

    private final List<Alert> alerts = new ArrayList<>();

    @Test
    void shouldKeepTheCamerasApart() {
        AlertRun run = run(0, 100, PERSON);

        for (int second = 0; second < 5; second++) {
            run.result(result("gate", second, 0.9));
            run.result(result("yard", second, second == 2 ? 0.1 : 0.9));
        }
        run.result(result("gate", 5, 0.3));
        run.end();

        assertThat(lines())
                .containsExactly(
                        "person/gate/1/0 STARTED 2026-11-25T10:00:02Z",
                        "person/gate/1/0 ENDED 2026-11-25T10:00:05Z");
        assertThat(run.results())
                .isEqualTo(Map.of(new CameraId("gate"), 6L, new CameraId("yard"), 5L));
    }

    @Test
    void shouldIgnoreRepeatedFrames() {
        AlertRun run = run(0, 100, PERSON);

        for (int second : new int[] {0, 1, 0, 1, 0, 1}) {
            run.result(result("gate", second, 0.9));
        }
        run.end();

        assertThat(alerts).isEmpty();
        assertThat(run.results()).isEqualTo(Map.of(new CameraId("gate"), 2L));
    }

    @Test
    void shouldKnowTheStreakBeforeTheTime() {
        AlertRun run = run(2, 4, PERSON);

        for (int second = 0; second < 6; second++) {
            run.result(result("gate", second, second == 5 ? 0.1 : 0.9));
        }
        run.end();

        assertThat(lines()).containsExactly("person/gate/1/0 STARTED 2026-11-25T10:00:02Z");
        assertThat(run.results()).isEqualTo(Map.of(new CameraId("gate"), 2L));
    }

    @Test
    void shouldNotTellOfWhatWasDecidedBefore() {
        AlertRun run = run(3, 100, PERSON);

        for (int second = 0; second < 5; second++) {
            run.result(result("gate", second, second == 4 ? 0.1 : 0.9));
        }
        run.end();

        assertThat(lines()).containsExactly("person/gate/1/0 ENDED 2026-11-25T10:00:04Z");
    }

    @Test
    void shouldDecideWhatHappensWithoutFramesUntilTheEnd() {
        AlertRun until35 = run(0, 35, PERSON, SILENT);
        until35.result(result("gate", 4, 0.1));
        until35.end();
        assertThat(lines()).containsExactly("quiet/gate/1/4 STARTED 2026-11-25T10:00:34Z");

        alerts.clear();
        AlertRun until34 = run(0, 34, PERSON, SILENT);
        until34.result(result("gate", 4, 0.1));
        until34.end();
        assertThat(alerts).isEmpty();
    }

    @Test
    void shouldTakeWhatWorkersSayAtItsTime() {
        AlertRule blinded = rule("hidden", new Blinded(Duration.ofSeconds(10), List.of()));
        AlertRun run = run(0, 100, blinded, PERSON);

        run.reports(
                List.of(
                        view("gate", CameraView.BLINDED, 40),
                        view("gate", CameraView.NORMAL, 20),
                        view("gate", CameraView.COVERED, 5)));
        for (int second = 0; second < 60; second++) {
            run.result(result("gate", second, second < 10 ? 0.9 : 0));
        }
        run.end();

        assertThat(lines())
                .extracting(line -> line.substring(line.indexOf(' ') + 1))
                .containsExactly(
                        "STARTED 2026-11-25T10:00:02Z",
                        "ENDED 2026-11-25T10:00:10Z",
                        "STARTED 2026-11-25T10:00:15Z",
                        "ENDED 2026-11-25T10:00:20Z",
                        "STARTED 2026-11-25T10:00:50Z");
    }

    @Test
    void shouldLookBackAsFarAsTheRulesDo() {
        assertThat(AlertRun.lead(List.of())).isZero();
        assertThat(AlertRun.lead(List.of(SILENT, PERSON))).isEqualTo(Duration.ofMinutes(4));
        assertThat(AlertRun.lead(List.of(SILENT))).isEqualTo(Duration.ofSeconds(90));
        AlertRule many =
                PERSON.with(
                        new Scored(
                                Target.ofModel("person"),
                                Sense.PRESENT,
                                Enter.of(0.6, 100_000),
                                new Exit(0.4f, Duration.ofMinutes(2)),
                                null));
        assertThat(AlertRun.lead(List.of(many))).isEqualTo(Duration.ofMinutes(63));
    }

    private AlertRun run(int from, int to, AlertRule... rules) {
        AlertEngine engine =
                new AlertEngine(RuleTimeline.of(List.of(rules)), CameraDirectory.EMPTY);
        return new AlertRun(engine, new Interval(at(from), at(to)), alerts::add);
    }

    private List<String> lines() {
        return alerts.stream()
                .map(alert -> alert.id() + " " + alert.state() + " " + alert.change().decidedAt())
                .toList();
    }

    private static AlertRule rule(String id, RuleCondition condition) {
        return AlertRule.of(id, CameraSelector.ALL, condition);
    }
}
