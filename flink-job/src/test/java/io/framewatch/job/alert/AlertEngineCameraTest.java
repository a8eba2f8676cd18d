package io.framewatch.job.alert;

import static io.framewatch.job.alert.AlertEngineTest.revision;
import static io.framewatch.job.alert.TestingRules.pace;
import static io.framewatch.job.alert.TestingRules.rule;
import static io.framewatch.job.alert.TestingRules.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.CameraView;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules on silence and on views, as docs/alerts.md draws them. */
class AlertEngineCameraTest {

    private static final AlertRule SILENT = rule(new Silent(Duration.ofSeconds(4)));
    private static final AlertRule BLINDED = rule(new Blinded(Duration.ofSeconds(4), List.of()));

    @Test
    void shouldStartAfterSilenceAndEndWithTheNextFrameAlikeByAFrameAndByTime() {
        List<String> expected = List.of("started 2 @6", "ended 2-16 @16");

        assertThat(Timeline.of("###             ##", SILENT)).isEqualTo(expected);
        assertThat(new Timeline(SILENT).frames("###").advance(6.5).frames("             ##").text())
                .isEqualTo(expected);
        assertThat(new Timeline(SILENT).frames("###").advance(6).text()).isEmpty();
    }

    @Test
    void shouldShowTheLastFrameBeforeASilence() {
        Alert alert = new Timeline(SILENT).frames("###").advance(60).alerts().get(0);

        assertThat(alert.id()).isEqualTo("rule/gate-1/1/2");
        assertThat(alert.trigger().label()).isEqualTo("silent");
        assertThat(alert.peak().score()).isNull();
        assertThat(alert.peak().frame().frame().sequence()).isEqualTo(2);
    }

    @Test
    void shouldNotBeSilentBeforeTheFirstFrame() {
        assertThat(new Timeline(SILENT).report(CameraView.NORMAL, 0).advance(600).text()).isEmpty();
    }

    @Test
    void shouldStartASilenceOnlyAfterTheCoolDown() {
        AlertRule rule = with(SILENT, pace(null, 10, null));

        assertThat(new Timeline(rule).frames("#     #").advance(60).text())
                .containsExactly("started 0 @4", "ended 0-6 @6", "started 6 @16");
    }

    @Test
    void shouldStartASilenceInTheHoursAndEndItWithThem() {
        Schedule hours = new Schedule(List.of(), "21:59", "22:00", "UTC");
        AlertRule rule = with(SILENT, new Activation(false, null, hours));
        Timeline timeline = new Timeline(rule).frames("#").advance(600);

        assertThat(timeline.text())
                .containsExactly("started 0 @60", "ended 0-120 @120 off-schedule");
        assertThat(timeline.alerts().get(0).id())
                .isEqualTo("rule/gate-1/1/0/" + TestingFrames.at(60).toEpochMilli());
    }

    @Test
    void shouldStartASilenceThatIsOlderThanTheRule() {
        RuleTimeline rules = RuleTimeline.of(List.of(), List.of(revision(SILENT, 30)));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("#").advance(40).text())
                .containsExactly("started 0 @30");
    }

    @Test
    void shouldStartAgainWhenTheRuleChangesDuringASilence() {
        AlertRule longer = rule(new Silent(Duration.ofSeconds(6)));
        RuleTimeline rules = RuleTimeline.of(List.of(SILENT), List.of(revision(longer, 30)));

        assertThat(new Timeline(rules, CameraDirectory.EMPTY).frames("#").advance(40).text())
                .containsExactly("started 0 @4", "ended 0-30 @30 rule-changed", "started 0 @30");
    }

    @Test
    void shouldNotCallAPausedCameraSilent() {
        TestingDirectory cameras = new TestingDirectory();
        cameras.pausedFrom = TestingFrames.at(2);
        cameras.pausedUntil = TestingFrames.at(600);
        Timeline timeline = new Timeline(RuleTimeline.of(List.of(SILENT)), cameras).frames("#");

        assertThat(timeline.advance(600).text()).isEmpty();
        assertThat(timeline.advance(700).text()).containsExactly("started 0 @604");
    }

    @Test
    void shouldEndASilenceOfACameraThatIsPausedWithinAMinute() {
        TestingDirectory cameras = new TestingDirectory();
        cameras.pausedFrom = TestingFrames.at(100);
        Timeline timeline = new Timeline(RuleTimeline.of(List.of(SILENT)), cameras).frames("#");

        assertThat(timeline.advance(600).text())
                .containsExactly("started 0 @4", "ended 0-124 @124 rule-changed");
    }

    @Test
    void shouldEndTheAlertOfACameraThatIsGone() {
        long week = Duration.ofDays(7).toSeconds();

        assertThat(new Timeline(SILENT).frames("#").advance(2 * week).text())
                .containsExactly("started 0 @4", "ended 0-%1$d @%1$d no-frames".formatted(week));
    }

    @Test
    void shouldCountASilenceAfterALateFrameFromTheTimeThatWasReached() {
        Timeline timeline = new Timeline(SILENT).frames("     #");
        timeline.frame('#', 2);

        assertThat(timeline.advance(9).text()).isEmpty();
        assertThat(timeline.advance(9.1).text()).containsExactly("started 5 @9");
    }

    @Test
    void shouldStartWhenTheViewIsHiddenForATimeAndEndWhenItIsNot() {
        Timeline timeline =
                new Timeline(BLINDED)
                        .report(CameraView.NORMAL, 0)
                        .report(CameraView.COVERED, 3)
                        .report(CameraView.NORMAL, 9);

        assertThat(timeline.text()).isEmpty();
        assertThat(timeline.frames("     ##").text()).isEmpty();
        assertThat(timeline.frames("   ##").text()).containsExactly("started 3 @7", "ended 3-9 @9");
        assertThat(timeline.alerts().get(0).id())
                .isEqualTo("rule/gate-1/" + TestingFrames.at(3).toEpochMilli());
        assertThat(timeline.alerts().get(0).peak()).isEqualTo(Alert.Peak.NONE);
    }

    @Test
    void shouldDecideAViewAlikeByTimeAlone() {
        Timeline timeline =
                new Timeline(BLINDED)
                        .report(CameraView.COVERED, 3)
                        .advance(8)
                        .report(null, 9)
                        .advance(10);

        assertThat(timeline.text()).containsExactly("started 3 @7", "ended 3-9 @9");
    }

    @Test
    void shouldLetNoReportRunAheadOfTheFrames() {
        AlertRule silent = SILENT;
        Timeline timeline = new Timeline(silent).frames("##");

        timeline.report(CameraView.COVERED, 60);

        assertThat(timeline.frames("  #").text()).isEmpty();
    }

    @Test
    void shouldBeginAnewWithAnotherView() {
        Timeline timeline =
                new Timeline(BLINDED)
                        .report(CameraView.COVERED, 0)
                        .report(CameraView.BLINDED, 3)
                        .report(CameraView.COVERED, 10)
                        .advance(20);

        assertThat(timeline.text()).containsExactly("started 3 @7");
    }

    @Test
    void shouldIgnoreOlderReportsAndCountLateOnesFromTheTimeThatWasReached() {
        Timeline timeline = new Timeline(BLINDED).report(CameraView.COVERED, 3).frames("#");
        timeline.report(CameraView.NORMAL, 2).advance(8);
        assertThat(timeline.text()).containsExactly("started 3 @7");

        timeline.frame('#', 20);
        timeline.report(CameraView.NORMAL, 15);
        assertThat(timeline.text()).containsExactly("started 3 @7", "ended 3-20 @20");
    }

    @Test
    void shouldKeepABoundedNumberOfReports() {
        Timeline timeline = new Timeline(BLINDED);
        for (int i = 0; i < 100; i++) {
            timeline.report(i % 2 == 0 ? CameraView.COVERED : CameraView.NORMAL, i);
        }

        assertThat(timeline.store().camera().announced()).hasSize(CameraProgress.MAX_ANNOUNCED);
    }
}
