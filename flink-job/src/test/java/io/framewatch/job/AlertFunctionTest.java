package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.RuleCondition;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertFunctionTest {

    private static final AlertRule CAR =
            TestingRules.of(
                    "car-rule",
                    List.of(),
                    RuleCondition.Target.ofModel("car"),
                    RuleCondition.Enter.of(0.8f, 3),
                    RuleCondition.Exit.of(0.5f),
                    RuleCondition.WhenLabelMissing.REFUSE);
    private static final AlertRule PERSON =
            TestingRules.of(
                    "person-rule",
                    List.of(new CameraId("gate-1")),
                    RuleCondition.Target.ofModel("person"),
                    RuleCondition.Enter.of(0.6f, 1),
                    RuleCondition.Exit.of(0.6f),
                    RuleCondition.WhenLabelMissing.REFUSE);

    private static final AlertRule OPEN =
            TestingRules.of(
                    "open-rule",
                    List.of(),
                    RuleCondition.Target.ofHead("open", "gate-state"),
                    RuleCondition.Enter.of(0.8f, 2),
                    RuleCondition.Exit.of(0.5f),
                    RuleCondition.WhenLabelMissing.REFUSE);

    private KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, Alert> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldStartWithTheLastFrameOfAStreak() throws Exception {
        open(CAR);

        take(Results.car(10, 0.8), Results.car(11, 0.95), Results.car(12, 0.9));

        assertThat(alerts())
                .containsExactly(
                        new Alert(
                                "car-rule/gate-1/1795579290000/10",
                                trigger(CAR, "car"),
                                new Alert.Change(
                                        AlertState.STARTED,
                                        Results.captureTime(Results.RUN, 10),
                                        null,
                                        Results.captureTime(Results.RUN, 12)),
                                peak(0.95f, Results.location("gate-1", Results.RUN, 11))));
    }

    @Test
    void shouldEndWithTheFirstFrameBelowTheExitScore() throws Exception {
        open(CAR);

        take(Results.car(10, 0.8), Results.car(11, 0.8), Results.car(12, 0.8));
        take(Results.car(13, 0.97), Results.car(14, 0.49));

        assertThat(alerts())
                .last()
                .isEqualTo(
                        new Alert(
                                "car-rule/gate-1/1795579290000/10",
                                trigger(CAR, "car"),
                                new Alert.Change(
                                        AlertState.ENDED,
                                        Results.captureTime(Results.RUN, 10),
                                        Results.captureTime(Results.RUN, 14),
                                        Results.captureTime(Results.RUN, 14)),
                                peak(0.97f, Results.location("gate-1", Results.RUN, 13))));
    }

    @Test
    void shouldNotStartWhenAStreakIsInterrupted() throws Exception {
        open(CAR);

        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(3, 0.79));
        take(Results.car(4, 0.9), Results.car(5, 0.9));
        assertThat(alerts()).isEmpty();

        take(Results.car(6, 0.9));
        assertThat(alerts())
                .extracting(Alert::id)
                .containsExactly("car-rule/gate-1/1795579290000/4");
    }

    @Test
    void shouldGoOnBetweenTheTwoScores() throws Exception {
        open(CAR);

        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(3, 0.9));
        take(Results.car(4, 0.5), Results.car(5, 0.79), Results.car(6, 0.9), Results.car(7, 0.9));

        assertThat(alerts()).extracting(Alert::state).containsExactly(AlertState.STARTED);
    }

    @Test
    void shouldCountFramesThatWereSkippedAtCaptureAsARow() throws Exception {
        open(CAR);

        take(Results.car(0, 0.9), Results.car(6, 0.9), Results.car(12, 0.9));

        assertThat(alerts()).hasSize(1);
    }

    @Test
    void shouldIgnoreRepeatedFrames() throws Exception {
        open(CAR);
        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(2, 0.9), Results.car(1, 0.9));
        assertThat(alerts()).isEmpty();

        take(Results.car(3, 0.9), Results.car(4, 0.1));
        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(3, 0.9), Results.car(4, 0.1));

        assertThat(alerts())
                .extracting(Alert::state)
                .containsExactly(AlertState.STARTED, AlertState.ENDED);
    }

    @Test
    void shouldStartAStreakAnewInAnotherRun() throws Exception {
        open(CAR);
        long next = Results.RUN + 60_000;

        take(Results.car(1, 0.9), Results.car(2, 0.9));
        take(Results.result("gate-1", next, 0, 0.9, 0), Results.result("gate-1", next, 1, 0.9, 0));
        assertThat(alerts()).isEmpty();

        take(Results.result("gate-1", next, 2, 0.9, 0));
        assertThat(alerts())
                .extracting(Alert::id)
                .containsExactly("car-rule/gate-1/" + next + "/0");
    }

    @Test
    void shouldKeepAnAlertThroughARestartOfTheCamera() throws Exception {
        open(CAR);
        long next = Results.RUN + 60_000;
        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(3, 0.9));

        take(Results.result("gate-1", next, 0, 0.9, 0), Results.result("gate-1", next, 1, 0.1, 0));

        assertThat(alerts())
                .extracting(Alert::id, Alert::state)
                .containsExactly(
                        tuple("car-rule/gate-1/1795579290000/1", AlertState.STARTED),
                        tuple("car-rule/gate-1/1795579290000/1", AlertState.ENDED));
    }

    @Test
    void shouldDecideEachRuleAndCameraOnItsOwn() throws Exception {
        open(CAR, PERSON);

        take(Results.result("gate-1", Results.RUN, 1, 0.9, 0.6));
        take(Results.result("gate-2", Results.RUN, 1, 0.9, 0.9));
        take(Results.result("gate-1", Results.RUN, 2, 0.9, 0.6));
        take(Results.result("gate-2", Results.RUN, 2, 0.9, 0.9));
        take(Results.result("gate-1", Results.RUN, 3, 0.9, 0.59));

        assertThat(alerts())
                .extracting(alert -> alert.id() + " " + alert.state())
                .containsExactly(
                        "person-rule/gate-1/1795579290000/1 STARTED",
                        "car-rule/gate-1/1795579290000/1 STARTED",
                        "person-rule/gate-1/1795579290000/1 ENDED");
    }

    @Test
    void shouldDecideByTheLabelOfAHead() throws Exception {
        open(OPEN);

        take(Results.withHead(1, 0.9), Results.withHead(2, 0.9), Results.withHead(3, 0.1));

        assertThat(alerts())
                .extracting(alert -> alert.trigger().label(), Alert::state)
                .containsExactly(
                        tuple("open", AlertState.STARTED), tuple("open", AlertState.ENDED));
    }

    @Test
    void shouldEndAnAlertWithTheFirstFrameThatTheHeadHasNotSeen() throws Exception {
        open(OPEN);

        take(Results.withHead(1, 0.9), Results.withHead(2, 0.95), Results.withHead(3, 0.9));
        take(Results.car(4, 0), Results.car(5, 0));

        assertThat(alerts())
                .hasSize(2)
                .last()
                .isEqualTo(
                        new Alert(
                                "open-rule/gate-1/1795579290000/1",
                                trigger(OPEN, "open"),
                                new Alert.Change(
                                        AlertState.ENDED,
                                        Results.captureTime(Results.RUN, 1),
                                        Results.captureTime(Results.RUN, 4),
                                        Results.captureTime(Results.RUN, 4)),
                                peak(0.95f, Results.location("gate-1", Results.RUN, 2)),
                                Alert.EndReason.SCORE_UNKNOWN,
                                null));
    }

    @Test
    void shouldStartAStreakAnewAfterAFrameThatTheHeadHasNotSeen() throws Exception {
        open(OPEN);

        take(Results.withHead(1, 0.9), Results.car(2, 0), Results.withHead(3, 0.9));
        assertThat(alerts()).isEmpty();

        take(Results.withHead(4, 0.9));
        assertThat(alerts())
                .extracting(Alert::id)
                .containsExactly("open-rule/gate-1/1795579290000/3");
    }

    @Test
    void shouldEndAnAlertWithTheFirstFrameOfAModelWithoutTheLabel() throws Exception {
        AlertRule van =
                TestingRules.of(
                        "van-rule",
                        List.of(),
                        RuleCondition.Target.ofModel("van"),
                        RuleCondition.Enter.of(0.8f, 1),
                        RuleCondition.Exit.of(0.5f),
                        RuleCondition.WhenLabelMissing.WAIT);
        open(van, CAR);

        take(Results.labelled(1, "van", 0.9), Results.car(2, 0.9));
        take(Results.labelled(3, "van", 0.9), Results.labelled(4, "van", 0.1));

        assertThat(alerts())
                .extracting(Alert::id, Alert::state, Alert::endReason)
                .containsExactly(
                        tuple("van-rule/gate-1/1795579290000/1", AlertState.STARTED, null),
                        tuple(
                                "van-rule/gate-1/1795579290000/1",
                                AlertState.ENDED,
                                Alert.EndReason.SCORE_UNKNOWN),
                        tuple("van-rule/gate-1/1795579290000/3", AlertState.STARTED, null),
                        tuple("van-rule/gate-1/1795579290000/3", AlertState.ENDED, null));
    }

    @Test
    void shouldGiveTheSameAlertsAfterARestore() throws Exception {
        open(CAR);
        take(Results.car(1, 0.9), Results.car(2, 0.95));
        OperatorSubtaskState inTheStreak = harness.snapshot(1, 1);
        harness.close();

        restore(inTheStreak, CAR);
        take(Results.car(2, 0.95), Results.car(3, 0.9));
        assertThat(alerts())
                .singleElement()
                .satisfies(
                        started -> {
                            assertThat(started.id()).isEqualTo("car-rule/gate-1/1795579290000/1");
                            assertThat(started.peak().score()).isEqualTo(0.95f);
                        });
        OperatorSubtaskState inTheAlert = harness.snapshot(2, 2);
        harness.close();

        restore(inTheAlert, CAR);
        take(Results.car(4, 0.2));
        assertThat(alerts())
                .singleElement()
                .satisfies(
                        ended -> {
                            assertThat(ended.id()).isEqualTo("car-rule/gate-1/1795579290000/1");
                            assertThat(ended.state()).isEqualTo(AlertState.ENDED);
                        });
    }

    @Test
    void shouldForgetACameraThatDoesNotComeBack() throws Exception {
        open(CAR);
        take(Results.car(1, 0.9), Results.car(2, 0.9));

        harness.setStateTtlProcessingTime(AlertFunction.TIME_TO_LIVE.toMillis());
        take(Results.car(3, 0.9));

        assertThat(alerts()).isEmpty();
    }

    @Test
    void shouldNotForgetAnAlertThatGoesOnForLong() throws Exception {
        open(CAR);
        take(Results.car(1, 0.9), Results.car(2, 0.9), Results.car(3, 0.9));

        harness.setStateTtlProcessingTime(AlertFunction.TIME_TO_LIVE.toMillis() - 1);
        take(Results.car(4, 0.9));
        harness.setStateTtlProcessingTime(2 * AlertFunction.TIME_TO_LIVE.toMillis() - 2);
        take(Results.car(5, 0.1));

        assertThat(alerts()).last().extracting(Alert::state).isEqualTo(AlertState.ENDED);
    }

    private void open(AlertRule... rules) throws Exception {
        harness = harness(rules);
        harness.open();
    }

    private void restore(OperatorSubtaskState state, AlertRule... rules) throws Exception {
        harness = harness(rules);
        harness.initializeState(state);
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, Alert> harness(
            AlertRule... rules) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new AlertFunction(Rules.fixed(List.of(rules)), Pictures.NONE)),
                event -> event.camera().value(),
                Types.STRING);
    }

    private void take(Classification... results) throws Exception {
        for (Classification result : results) {
            harness.processElement(CameraEvent.of(result), result.captureTime().toEpochMilli());
        }
    }

    private List<Alert> alerts() {
        return harness.extractOutputValues();
    }

    private static Alert.Trigger trigger(AlertRule rule, String label) {
        return new Alert.Trigger(rule.id(), rule.revision(), new CameraId("gate-1"), label);
    }

    private static Alert.Peak peak(float score, FrameLocation frame) {
        return new Alert.Peak(score, frame, Results.MODEL);
    }
}
