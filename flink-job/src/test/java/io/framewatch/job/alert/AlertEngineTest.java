package io.framewatch.job.alert;

import static io.framewatch.job.alert.TestingRules.cars;
import static io.framewatch.job.alert.TestingRules.pace;
import static io.framewatch.job.alert.TestingRules.rule;
import static io.framewatch.job.alert.TestingRules.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.HeadResult;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.Schedule;
import io.framewatch.job.alert.AlertEngine.Taken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules on scores, as docs/alerts.md draws them. */
class AlertEngineTest {

    private static final CameraSelector ELSEWHERE = CameraSelector.of("yard-*");

    @Test
    void shouldStartWithTheLastOfFramesInARow() {
        assertThat(Timeline.of("##~#####", cars(3))).containsExactly("started 3 @5");
    }

    @Test
    void shouldStartAfterADuration() {
        assertThat(Timeline.of("###-#####", cars(null, null, 3, 0)))
                .containsExactly("started 4 @7");
    }

    @Test
    void shouldRequireBothFramesAndDuration() {
        AlertRule rule = cars(3, null, 4, 0);

        assertThat(Timeline.of("#   #", rule)).isEmpty();
        assertThat(Timeline.of("#   ##", rule)).containsExactly("started 0 @5");
        assertThat(Timeline.of("####", rule)).isEmpty();
    }

    @Test
    void shouldStartWithFramesAmongTheLastOnes() {
        AlertRule rule = cars(3, 5, 0, 0);

        assertThat(Timeline.of("#-#--#-##", rule)).containsExactly("started 5 @8");
        assertThat(Timeline.of("##-#", rule)).containsExactly("started 0 @3");
        assertThat(Timeline.of("#--#--#--#", rule)).isEmpty();
    }

    @Test
    void shouldLookBackOnTheLargestWindow() {
        AlertRule rule = cars(2, Enter.MAX_WINDOW, 0, 0);
        String between = "-".repeat(Enter.MAX_WINDOW - 2);

        assertThat(Timeline.of("#" + between + "#", rule)).containsExactly("started 0 @31");
        assertThat(Timeline.of("#" + between + "-#", rule)).isEmpty();
    }

    @Test
    void shouldKeepAnAlertBetweenTheBounds() {
        assertThat(Timeline.of("~#~~#-~#", cars(1)))
                .containsExactly("started 1 @1", "ended 1-5 @5", "started 7 @7");
    }

    @Test
    void shouldEndAfterExitingFramesForADuration() {
        assertThat(Timeline.of("#--#----", cars(1, null, 0, 3)))
                .containsExactly("started 0 @0", "ended 0-4 @7");
    }

    @Test
    void shouldStartWhereALabelIsAbsent() {
        AlertRule rule =
                rule(
                        new Scored(
                                Target.ofModel("car"),
                                Sense.ABSENT,
                                Enter.of(0.5, 2),
                                Exit.of(0.8),
                                null));
        Timeline timeline = new Timeline(rule).frames("#--~-#");

        assertThat(timeline.text()).containsExactly("started 1 @2", "ended 1-5 @5");
        assertThat(timeline.alerts().get(1).peak().score()).isEqualTo(0.1f);
        assertThat(timeline.alerts().get(1).peak().frame().frame().sequence()).isEqualTo(1);
    }

    @Test
    void shouldShowTheBestFrameTheEarliestOfEqualOnes() {
        Timeline timeline = new Timeline(cars(1, null, 0, 3)).frames("#~##----");

        assertThat(timeline.alerts().get(1).peak())
                .isEqualTo(timeline.alerts().get(0).peak())
                .isEqualTo(
                        new Alert.Peak(
                                0.9f,
                                TestingFrames.frame(1, 0, 0, List.of()).location(),
                                TestingFrames.MODEL));
    }

    @Test
    void shouldNameStartAndEndByTheFirstFrame() {
        assertThat(new Timeline(cars(2)).frames("-##-").alerts())
                .extracting(Alert::id)
                .containsExactly("rule/gate-1/1/1", "rule/gate-1/1/1");
    }

    @Test
    void shouldAddTheScoresOfLabelsUpToOne() {
        Target vehicle = new Target("vehicle", List.of("car", "bus"), null);
        FrameScores both =
                new FrameScores(
                        TestingFrames.frame(
                                        1,
                                        0,
                                        0,
                                        List.of(
                                                TestingFrames.score("car", 0.75),
                                                TestingFrames.score("bus", 0.5),
                                                TestingFrames.score("car", 0.25)))
                                .scores());
        FrameScores bus =
                new FrameScores(
                        TestingFrames.frame(1, 0, 0, List.of(TestingFrames.score("bus", 0.5)))
                                .scores());

        assertThat(both.of(vehicle)).isEqualTo(1f);
        assertThat(both.of(Target.ofModel("car"))).isEqualTo(0.75f);
        assertThat(bus.of(vehicle)).isEqualTo(0.5f);
        assertThat(bus.of(Target.ofModel("car"))).isNull();
    }

    @Test
    void shouldLookAtTheHeadAlone() {
        HeadResult door = new HeadResult("door", "1", List.of(TestingFrames.score("open", 0.7)));
        FrameScores scores =
                new FrameScores(
                        TestingFrames.frame(
                                        1, 0, 0, List.of(TestingFrames.score("open", 0.1)), door)
                                .scores());

        assertThat(scores.of(Target.ofHead("open", "door"))).isEqualTo(0.7f);
        assertThat(scores.of(Target.ofHead("open", "window"))).isNull();
        assertThat(scores.of(Target.ofModel("open"))).isEqualTo(0.1f);
    }

    @Test
    void shouldEndAnAlertAndAStreakWithoutAScore() {
        assertThat(Timeline.of("#?###?###", cars(2)))
                .containsExactly("started 2 @3", "ended 2-5 @5 score-unknown", "started 6 @7");
    }

    @Test
    void shouldEndAnAlertOfACameraWithoutFramesAlikeByAFrameAndByTime() {
        AlertRule rule = with(cars(2), pace(3, 0, null));

        assertThat(Timeline.of("###           ##", rule))
                .containsExactly("started 0 @1", "ended 0-5 @5 no-frames", "started 14 @15");
        assertThat(new Timeline(rule).frames("###").advance(5.001).text())
                .containsExactly("started 0 @1", "ended 0-5 @5 no-frames");
        assertThat(new Timeline(rule).frames("###").advance(5).text())
                .containsExactly("started 0 @1");
    }

    @Test
    void shouldInterruptAStreakByALongGapOnly() {
        AlertRule rule = with(cars(2), pace(3, 0, null));

        assertThat(Timeline.of("#  #", rule)).containsExactly("started 0 @3");
        assertThat(Timeline.of("#   #", rule)).isEmpty();
    }

    @Test
    void shouldInterruptAStreakByANewRunAndKeepTheAlert() {
        assertThat(new Timeline(cars(2)).frames("#").newRun().frames("#").text()).isEmpty();
        assertThat(new Timeline(cars(2)).frames("##").newRun().frames("~-").text())
                .containsExactly("started 0 @1", "ended 0-3 @3");
    }

    @Test
    void shouldIgnoreFencedAndRepeatedFrames() {
        Timeline timeline = new Timeline(with(cars(2), pace(3, 0, null)));
        timeline.frame('#', 5, 7);

        assertThat(timeline.frame('#', 4, 8)).isEqualTo(Taken.FENCED);
        assertThat(timeline.frame('#', 5, 7)).isEqualTo(Taken.REPEATED);
        assertThat(timeline.frame('#', 5, 6)).isEqualTo(Taken.REPEATED);
        assertThat(timeline.alerts()).isEmpty();
        assertThat(timeline.frame('#', 5, 9)).isEqualTo(Taken.DECIDED);
        assertThat(timeline.alerts()).hasSize(1);
    }

    @Test
    void shouldDecideLateFramesAtTheTimeThatWasReached() {
        Timeline timeline = new Timeline(cars(2));
        timeline.frame('-', 10);

        assertThat(timeline.frame('#', 8)).isEqualTo(Taken.LATE);
        assertThat(timeline.frame('#', 7)).isEqualTo(Taken.LATE);
        assertThat(timeline.frame('-', 6)).isEqualTo(Taken.LATE);
        assertThat(timeline.frame('-', 10)).isEqualTo(Taken.DECIDED);
        assertThat(timeline.text()).containsExactly("started 8 @10", "ended 8-8 @10");
    }

    @Test
    void shouldTellOfAnAlertThatGoesOn() {
        AlertRule rule = with(cars(1, null, 0, 5), pace(null, null, 2));

        assertThat(Timeline.of("###~-##--~", rule))
                .containsExactly("started 0 @0", "updated 0 @2", "updated 0 @5", "updated 0 @9");
    }

    @Test
    void shouldNotStartWithinTheCoolDownButCountItsFrames() {
        AlertRule rule = with(cars(2), pace(null, 4, null));

        assertThat(Timeline.of("##-#####", rule))
                .containsExactly("started 0 @1", "ended 0-2 @2", "started 3 @6");
    }

    @Test
    void shouldStartWithAnEnteringFrameOnlyAfterACoolDown() {
        AlertRule rule = with(cars(2, 4, 0, 0), pace(null, 4, null));

        assertThat(Timeline.of("##-##-~", rule)).containsExactly("started 0 @1", "ended 0-2 @2");
    }

    @Test
    void shouldBeAtWorkInItsHours() {
        Schedule night = new Schedule(List.of(), "21:58", "21:59", "UTC");
        AlertRule rule = with(cars(1), new Activation(false, null, night));

        Timeline timeline = new Timeline(rule).frames("#");
        timeline.frame('#', 59.5);
        timeline.frame('#', 61);
        assertThat(timeline.text()).containsExactly("started 0 @0", "ended 0-60 @60 off-schedule");
        assertThat(new Timeline(rule).frames("#").advance(61).text())
                .containsExactly("started 0 @0", "ended 0-60 @60 off-schedule");
    }

    @Test
    void shouldNotBeAtWorkWhileSilencedOrPaused() {
        AlertRule silenced = with(cars(2), new Activation(false, TestingFrames.at(3), null));
        AlertRule paused = with(cars(2), new Activation(true, null, null));

        assertThat(Timeline.of("######", silenced)).containsExactly("started 3 @4");
        assertThat(Timeline.of("######", paused)).isEmpty();
    }

    @Test
    void shouldDecideEachFrameByTheRuleOfItsTime() {
        RuleTimeline rules =
                RuleTimeline.of(List.of(), List.of(revision(cars(2), 2), revision(cars(3), 5.5)));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("##########").text())
                .containsExactly("started 2 @3", "ended 2-5.5 @5.5 rule-changed", "started 6 @8");
    }

    @Test
    void shouldEndTheAlertsOfARuleThatIsRemovedAtThatTime() {
        RuleTimeline.Revision removed =
                new RuleTimeline.Revision("rule", TestingFrames.at(3), Optional.empty());
        RuleTimeline rules = RuleTimeline.of(List.of(), List.of(revision(cars(1), 0), removed));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("##").advance(9).text())
                .containsExactly("started 0 @0", "ended 0-3 @3 rule-changed");
    }

    @Test
    void shouldReturnToTheConfiguredRuleAfterARemoval() {
        RuleTimeline.Revision removed =
                new RuleTimeline.Revision("rule", TestingFrames.at(3), Optional.empty());
        RuleTimeline rules =
                RuleTimeline.of(List.of(cars(1)), List.of(revision(cars(9), 1), removed));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("#####").text())
                .containsExactly("started 0 @0", "ended 0-1 @1 rule-changed", "started 3 @3");
    }

    @Test
    void shouldEndTheAlertsOfARuleThatLooksElsewhere() {
        RuleTimeline rules =
                RuleTimeline.of(List.of(cars(1)), List.of(revision(with(cars(1), ELSEWHERE), 2)));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("####").text())
                .containsExactly("started 0 @0", "ended 0-2 @2 rule-changed");
    }

    @Test
    void shouldEndTheAlertsOfACameraThatLosesItsTag() {
        AlertRule tagged = with(cars(1), new CameraSelector(List.of(), List.of("yard")));
        TestingDirectory cameras = new TestingDirectory();
        cameras.tagsUntil = TestingFrames.at(2);

        assertThat(new Timeline(RuleTimeline.of(List.of(tagged)), cameras).frames("####").text())
                .containsExactly("started 0 @0", "ended 0-2 @2 rule-changed");
    }

    @Test
    void shouldCountAChangeThatComesLateFromTheTimeThatWasReached() {
        Timeline timeline = new Timeline(cars(1)).frames("####");
        timeline.rules(RuleTimeline.of(List.of(), List.of(revision(cars(2), 1))));

        assertThat(timeline.frames("##").text())
                .containsExactly("started 0 @0", "ended 0-3 @3 rule-changed", "started 4 @5");
    }

    @Test
    void shouldForgetTheCoolDownOfAnOldRevision() {
        AlertRule cooling = with(cars(1), pace(null, 60, null));
        RuleTimeline rules = RuleTimeline.of(List.of(cooling), List.of(revision(cars(1), 3)));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("#-###").text())
                .containsExactly("started 0 @0", "ended 0-1 @1", "started 3 @3");
    }

    @Test
    void shouldDecideManyRulesIndependently() {
        AlertRule other = new AlertRule("other", null, cars(3).condition(), null, null, false);
        Timeline timeline = new Timeline(cars(1), other).frames("###-");

        assertThat(timeline.alerts())
                .extracting(alert -> alert.trigger().rule() + " " + alert.state())
                .containsExactly("rule STARTED", "other STARTED", "other ENDED", "rule ENDED");
    }

    @Test
    void shouldKeepNoStateOfRulesThatAreNowhere() {
        AlertRule rule = with(cars(2), pace(null, 2, null));
        Timeline timeline = new Timeline(rule).frames("##-");

        assertThat(timeline.store().rules()).hasSize(1);
        timeline.frames("---");
        assertThat(timeline.store().rules()).isEmpty();
        assertThat(timeline.store().camera().entries()).isZero();
    }

    static RuleTimeline.Revision revision(AlertRule rule, double seconds) {
        return new RuleTimeline.Revision(rule.id(), TestingFrames.at(seconds), Optional.of(rule));
    }
}
