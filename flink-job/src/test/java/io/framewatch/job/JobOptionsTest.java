package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.classify.ModelForm;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.CameraId;
import io.framewatch.event.RuleCondition;
import io.framewatch.operator.Batching;
import io.framewatch.operator.ConfiguredModel;
import io.framewatch.operator.InferenceOptions;
import io.framewatch.operator.ResultLabels;
import io.framewatch.operator.WatchedLabels;
import io.framewatch.sink.Delivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

    @Test
    void shouldRunWithDefaults() throws ConfigurationException {
        JobOptions options = read("");

        assertThat(options.kafka().topic("frames")).isEqualTo("framewatch.frames");
        assertThat(options.execution().parallelism()).isEqualTo(2);
        assertThat(options.execution().faultTolerance().toDelivery())
                .isEqualTo(Delivery.exactlyOnce("framewatch", Duration.ofMinutes(10)));
        assertThat(options.toInferenceOptions())
                .isEqualTo(
                        new InferenceOptions(
                                new ConfiguredModel("models/mobile-former-26m", List.of()),
                                new Batching(8, Duration.ofMillis(20)),
                                new ResultLabels(5, WatchedLabels.NONE),
                                null,
                                ModelForm.KERNELS,
                                null));
        assertThat(options.rules()).isEmpty();
    }

    @Test
    void shouldRefuseATransactionTimeoutThatLeavesNoTimeForARestart() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "job: {checkpoint-interval: 5min, transaction-timeout:"
                                                + " 5min}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "transaction-timeout 300s must be at least a minute above"
                                + " checkpoint-interval 300s");
    }

    @Test
    void shouldReadEveryOption() throws ConfigurationException {
        JobOptions options =
                read(
                        """
                        model: {uri: "s3://models/car", top: 3, tuned: false}
                        heads:
                          - {uri: /heads/gate}
                        job:
                          parallelism: 4
                          max-batch: 16
                          max-delay: 50ms
                          max-age: 2s
                          delivery: at-least-once
                          checkpoint-interval: 1min
                          transactional-id-prefix: site-a
                          transaction-timeout: 5min
                          group: site-a
                          ledger-grace: 5min
                        rules:
                          - id: car
                            cameras: [gate-1]
                            label: car
                            enter: {score: 0.8, frames: 3}
                            exit: {score: 0.5}
                          - {id: cab, label: cab, enter: {score: 0.7}, exit: {score: 0.7}}
                          - id: van
                            label: van
                            when-label-missing: wait
                            enter: {score: 0.7}
                            exit: {score: 0.7}
                        """);

        assertThat(options.execution())
                .isEqualTo(
                        new ExecutionOptions(
                                4,
                                new Batching(16, Duration.ofMillis(50)),
                                new Deadlines(Duration.ofSeconds(2), Duration.ofMinutes(1)),
                                new FaultTolerance(
                                        FaultTolerance.Guarantee.AT_LEAST_ONCE,
                                        Duration.ofMinutes(1),
                                        "site-a",
                                        Duration.ofMinutes(5)),
                                "site-a",
                                Duration.ofMinutes(5)));
        assertThat(options.execution().faultTolerance().toDelivery())
                .isEqualTo(Delivery.atLeastOnce());
        assertThat(options.toInferenceOptions())
                .isEqualTo(
                        new InferenceOptions(
                                new ConfiguredModel("s3://models/car", List.of("/heads/gate")),
                                new Batching(16, Duration.ofMillis(50)),
                                new ResultLabels(
                                        3,
                                        new WatchedLabels(List.of("car", "cab"), List.of("van"))),
                                Duration.ofSeconds(2),
                                ModelForm.PORTABLE,
                                null));
        assertThat(options.rules())
                .containsExactly(
                        TestingRules.of(
                                "car",
                                List.of(new CameraId("gate-1")),
                                RuleCondition.Target.ofModel("car"),
                                RuleCondition.Enter.of(0.8f, 3),
                                RuleCondition.Exit.of(0.5f),
                                RuleCondition.WhenLabelMissing.REFUSE),
                        TestingRules.of(
                                "cab",
                                List.of(),
                                RuleCondition.Target.ofModel("cab"),
                                RuleCondition.Enter.of(0.7f, 1),
                                RuleCondition.Exit.of(0.7f),
                                RuleCondition.WhenLabelMissing.REFUSE),
                        TestingRules.of(
                                "van",
                                List.of(),
                                RuleCondition.Target.ofModel("van"),
                                RuleCondition.Enter.of(0.7f, 1),
                                RuleCondition.Exit.of(0.7f),
                                RuleCondition.WhenLabelMissing.WAIT));
    }

    @Test
    void shouldReportAllMistakesAtOnce() {
        assertThat(
                        problems(
                                """
                                cameras:
                                  - {id: gate-1, uri: "testsrc:"}
                                  - {id: yard, uri: "testsrc:", regions: [{id: door}]}
                                job:
                                  checkpoint-interval: 5ms
                                rules:
                                  - {id: a, label: car, enter: {score: 0.5}, exit: {score: 0.6}}
                                  - {id: a, label: car, enter: {score: 1.5}, exit: {score: 0.6}}
                                  - id: b
                                    cameras: [gate-2, yard.door, yard, gate-1]
                                    label: car
                                    enter: {score: 0.5}
                                    exit: {score: 0.5}
                                """))
                .containsExactlyInAnyOrder(
                        "rules[1].enter.score: 1.5 must be at most 1",
                        "job: checkpoint-interval 5ms must be at least 10ms",
                        "rules[0]: exit.score 0.6 must not be above enter.score 0.5",
                        "rules[1].id: 'a' must not be the id of an earlier one",
                        "rules[2].cameras[0]: 'gate-2' must be the id of a camera without regions or of"
                                + " a view",
                        "rules[2].cameras[2]: 'yard' must be the id of a camera without regions or of"
                                + " a view");
    }

    @Test
    void shouldRefuseARuleWithAnIdOfFramewatchItself() {
        assertThat(problems("rules: [{id: framewatch.quiet, when: silent, for: 1min}]"))
                .containsExactly("rules[0].id: 'framewatch.quiet' must not begin with framewatch.");
    }

    @Test
    void shouldRefuseADeadlineThatNoFrameMeets() {
        assertThat(problems("job: {max-age: 0s}"))
                .containsExactly("job: max-age 0ms must be above zero");
        assertThat(problems("job: {max-age: soon}"))
                .containsExactly(
                        "job.max-age: 'soon' must be a duration such as 20ms, 10s, 5min or 1h");
    }

    @Test
    void shouldRefuseAProducerThatCannotWriteExactlyOnce() throws ConfigurationException {
        String kafka = "kafka: {properties: {acks: 1}}\n";

        assertThat(problems(kafka))
                .containsExactly(
                        "kafka.properties: must have acks all, retries above 0 and"
                                + " enable.idempotence true, as job.delivery is exactly-once: Cannot"
                                + " set a transactional.id without also enabling idempotence.");
        assertThat(read(kafka + "job: {delivery: at-least-once}").kafka().properties())
                .containsEntry("acks", "1");
    }

    @Test
    void shouldTakeRulesForCamerasOfOtherFiles() throws ConfigurationException {
        JobOptions options =
                read(
                        """
                        rules:
                          - id: car
                            cameras: [far-away]
                            label: car
                            enter: {score: 0.5}
                            exit: {score: 0.5}
                        """);

        assertThat(options.rules()).hasSize(1);
    }

    private static JobOptions read(String yaml) throws ConfigurationException {
        return JobOptions.of(Configuration.parse("test.yaml", yaml));
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(yaml)).problems();
    }
}
