package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Classification;
import io.framewatch.event.RuleCondition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workers may capture the same camera for a moment, each with a run of its own. */
class AlertFunctionRunsTest {

    private static final long OLDER = Results.RUN;
    private static final long NEWER = Results.RUN + 1;

    private static final AlertRule RULE =
            TestingRules.of(
                    "car-rule",
                    List.of(),
                    RuleCondition.Target.ofModel("car"),
                    RuleCondition.Enter.of(0.8f, 3),
                    RuleCondition.Exit.of(0.5f),
                    RuleCondition.WhenLabelMissing.REFUSE);

    private KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, Alert> harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void shouldDecideByTheNewerRunAloneWhileTwoRunsTakeTurns() throws Exception {
        List<Classification> both = new ArrayList<>();
        List<Classification> newer = new ArrayList<>();
        double[] scores = {0.9, 0.9, 0.9, 0.9, 0.1};
        for (int i = 0; i < scores.length; i++) {
            newer.add(frame(NEWER, i, scores[i]));
            both.add(newer.get(i));
            both.add(frame(OLDER, 100 + i, 1 - scores[i]));
        }

        List<Alert> alerts = alerts(both);

        assertThat(alerts)
                .extracting(alert -> alert.id() + " " + alert.state())
                .containsExactly(
                        "car-rule/gate-1/" + NEWER + "/0 STARTED",
                        "car-rule/gate-1/" + NEWER + "/0 ENDED");
        assertThat(alerts).isEqualTo(alerts(newer));
    }

    @Test
    void shouldNotStartAnAlertByARunThatWasReplaced() throws Exception {
        List<Classification> results = new ArrayList<>();
        results.add(frame(OLDER, 1, 0.9));
        results.add(frame(NEWER, 0, 0.1));
        for (int i = 2; i < 10; i++) {
            results.add(frame(OLDER, i, 0.9));
        }

        assertThat(alerts(results)).isEmpty();
    }

    @Test
    void shouldNotEndAnAlertByARunThatWasReplaced() throws Exception {
        List<Alert> alerts =
                alerts(
                        List.of(
                                frame(OLDER, 1, 0.9),
                                frame(OLDER, 2, 0.9),
                                frame(OLDER, 3, 0.9),
                                frame(NEWER, 0, 0.9),
                                frame(OLDER, 4, 0.1),
                                frame(NEWER, 1, 0.9)));

        assertThat(alerts)
                .extracting(alert -> alert.id() + " " + alert.state())
                .containsExactly("car-rule/gate-1/" + OLDER + "/1 STARTED");
    }

    @Test
    void shouldStillFenceTheOlderRunAfterARestore() throws Exception {
        harness = harness(new InterceptingOperatorMetricGroup());
        harness.open();
        take(frame(NEWER, 0, 0.9), frame(NEWER, 1, 0.9));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        harness = harness(new InterceptingOperatorMetricGroup());
        harness.initializeState(state);
        harness.open();
        take(frame(OLDER, 5, 0.1), frame(NEWER, 2, 0.9));

        assertThat(harness.extractOutputValues())
                .extracting(Alert::id)
                .containsExactly("car-rule/gate-1/" + NEWER + "/0");
    }

    @Test
    void shouldCountTheFramesOfARunThatWasReplaced() throws Exception {
        InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
        harness = harness(metrics);
        harness.open();

        take(frame(OLDER, 1, 0.9), frame(NEWER, 0, 0.9));
        take(frame(OLDER, 2, 0.9), frame(OLDER, 3, 0.9), frame(NEWER, 0, 0.9));

        assertThat(metrics.get(AlertFunction.FENCED_FRAMES))
                .isInstanceOfSatisfying(
                        Counter.class, fenced -> assertThat(fenced.getCount()).isEqualTo(2));
    }

    @Test
    void shouldMeasureTheTimeFromTheDecidingFrameToItsAlert() throws Exception {
        InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
        harness = harness(metrics);
        harness.open();
        Classification third = frame(NEWER, 2, 0.9);
        harness.setProcessingTime(third.captureTime().toEpochMilli() + 250);

        take(frame(NEWER, 0, 0.9), frame(NEWER, 1, 0.9), third);

        assertThat(metrics.get(AlertFunction.LATENCY))
                .isInstanceOfSatisfying(
                        Histogram.class,
                        latency ->
                                assertThat(latency.getStatistics().getValues())
                                        .containsExactly(250));
    }

    /** Frames of one run stay in order; how the runs mix, and what is repeated, is random. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheAlertsOfTheNewestRunHoweverTheRunsAreMixed(long seed) throws Exception {
        Random random = new Random(seed);
        int alerts = 0;
        for (int round = 0; round < 25; round++) {
            List<Classification> mixed =
                    mixed(
                            random,
                            List.of(
                                    run(random, OLDER),
                                    run(random, NEWER),
                                    run(random, NEWER + 1)));

            List<Alert> decided = alerts(mixed);

            assertThat(decided).isEqualTo(alerts(ofNewestRun(mixed)));
            alerts += decided.size();
        }
        assertThat(alerts).isGreaterThan(25);
    }

    private static Deque<Classification> run(Random random, long run) {
        Deque<Classification> results = new ArrayDeque<>();
        int length = random.nextInt(60);
        for (int sequence = 0; sequence < length; sequence++) {
            results.add(frame(run, sequence, random.nextInt(10) < 7 ? 0.9 : 0.1));
        }
        return results;
    }

    private static List<Classification> mixed(Random random, List<Deque<Classification>> runs) {
        List<Classification> mixed = new ArrayList<>();
        List<Deque<Classification>> left = new ArrayList<>(runs);
        left.removeIf(Deque::isEmpty);
        while (!left.isEmpty()) {
            Deque<Classification> run = left.get(random.nextInt(left.size()));
            mixed.add(run.remove());
            if (random.nextInt(10) == 0) {
                mixed.add(mixed.get(random.nextInt(mixed.size())));
            }
            left.removeIf(Deque::isEmpty);
        }
        return mixed;
    }

    /** Leaves out each frame that comes after one of a newer run. */
    private static List<Classification> ofNewestRun(List<Classification> mixed) {
        List<Classification> left = new ArrayList<>();
        long newest = 0;
        for (Classification result : mixed) {
            long run = result.location().frame().run();
            newest = Math.max(newest, run);
            if (run == newest) {
                left.add(result);
            }
        }
        return left;
    }

    private static Classification frame(long run, long sequence, double score) {
        return Results.result(Results.CAMERA, run, sequence, score, 0);
    }

    private List<Alert> alerts(List<Classification> results) throws Exception {
        close();
        harness = harness(new InterceptingOperatorMetricGroup());
        harness.open();
        take(results.toArray(Classification[]::new));
        return harness.extractOutputValues();
    }

    private void take(Classification... results) throws Exception {
        for (Classification result : results) {
            harness.processElement(CameraEvent.of(result), result.captureTime().toEpochMilli());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, Alert> harness(
            InterceptingOperatorMetricGroup metrics) throws Exception {
        InterceptingTaskMetricGroup task =
                new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return metrics;
                    }
                };
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new AlertFunction(Rules.fixed(List.of(RULE)), Pictures.NONE)),
                event -> event.camera().value(),
                Types.STRING,
                new MockEnvironmentBuilder().setMetricGroup(task).build());
    }
}
