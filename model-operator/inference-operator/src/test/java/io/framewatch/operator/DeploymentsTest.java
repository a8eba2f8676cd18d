package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.MODEL_AGREEMENTS;
import static io.framewatch.operator.InferenceOperatorFactory.MODEL_STATUS;
import static io.framewatch.operator.TestingOperator.MAX_BATCH;
import static io.framewatch.operator.TestingOperator.TOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What announcements do to the operator. */
@Timeout(120)
class DeploymentsTest {

    private static final String CONFIGURED = "untrained-1";

    @TempDir private static Path models;

    private static InferenceOptions options;

    @BeforeAll
    static void writeModels() throws Exception {
        TestingModels.writeUntrained(models.resolve(CONFIGURED));
        TestingModels.writeVersion(models.resolve("v1"), "v1");
        TestingModels.writeVersion(models.resolve("v2"), "v2");
        TestingModels.writeLabelled(
                models.resolve("labelled"),
                IntStream.range(0, 10).mapToObj(i -> "other-" + i).toList());
        options = TestingOperator.options(models.resolve(CONFIGURED));
    }

    @Test
    void shouldSwitchBetweenTwoBatches() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(0);
            operator.announce(active("v1", 1));
            operator.take(1);
            operator.awaitMail();
            operator.take(2, 3, 4);

            assertThat(operator.classified()).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(versions(operator))
                    .containsExactly(CONFIGURED, CONFIGURED, "v1", "v1", "v1");
            assertThat(states(operator)).containsExactly("v1 ACTIVE");
        }
    }

    @Test
    void shouldFollowTheAnnouncementsUntilItIsClosed() throws Exception {
        ModelDeployment v1 = active("v1", 1);
        AtomicBoolean closed = new AtomicBoolean();
        try (TestingOperator operator =
                new TestingOperator(
                        options,
                        follower -> {
                            follower.announced(0, v1);
                            return () -> closed.set(true);
                        },
                        null)) {
            operator.awaitMail();
            operator.awaitMail();
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(closed).isFalse();
        }
        assertThat(closed).isTrue();
    }

    @Test
    void shouldFailTheTaskIfAnnouncementsCannotBeRead() throws Exception {
        try (TestingOperator operator =
                new TestingOperator(
                        options,
                        follower -> {
                            follower.failed(new IllegalStateException("no such topic"));
                            return () -> {};
                        },
                        null)) {
            assertThatThrownBy(operator::awaitMail)
                    .hasMessage("deployments cannot be read")
                    .hasRootCauseMessage("no such topic");
        }
    }

    @Test
    void shouldServeTheVersionAnnouncedLast() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            operator.announce(active("v2", 2));
            operator.awaitMail();
            operator.announce(active("v1", 3));
            operator.awaitMail();
            operator.announce(1, active("v2", 2));
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(states(operator))
                    .containsExactly(
                            "v1 ACTIVE", "v1 RETIRED", "v2 ACTIVE", "v2 RETIRED", "v1 ACTIVE");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void shouldFollowTheOrderOfTheLogWhateverTheClocksSay(long ahead) throws Exception {
        long now = 1_000_000;
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(0, active("v1", now));
            operator.awaitMail();
            operator.announce(1, active("v2", now + ahead));
            operator.awaitMail();
            operator.announce(2, active("v1", now + 1));
            operator.awaitMail();
            operator.announce(3, retired("v1", now + ahead));
            operator.awaitMail();
            operator.announce(4, shadow("v2", 1.0, now));
            operator.awaitMail();
            operator.announce(5, retired("v2", now + ahead));

            assertThat(allStatuses(operator))
                    .extracting(Statuses::version, Statuses::state, Statuses::announcedAt)
                    .containsExactly(
                            tuple(CONFIGURED, ModelState.ACTIVE, null),
                            tuple(CONFIGURED, ModelState.RETIRED, null),
                            tuple("v1", ModelState.ACTIVE, at(now)),
                            tuple("v1", ModelState.RETIRED, at(now)),
                            tuple("v2", ModelState.ACTIVE, at(now + ahead)),
                            tuple("v2", ModelState.RETIRED, at(now + ahead)),
                            tuple("v1", ModelState.ACTIVE, at(now + 1)),
                            tuple("v1", ModelState.RETIRED, at(now + ahead)),
                            tuple(CONFIGURED, ModelState.ACTIVE, null),
                            tuple("v2", ModelState.SHADOW, at(now)),
                            tuple("v2", ModelState.RETIRED, at(now + ahead)));
        }
    }

    @Test
    void shouldChangeNothingWhenTheLogComesAgainAfterARestart() throws Exception {
        List<ModelDeployment> log = List.of(active("v2", 9), active("v1", 5), retired("v2", 7));
        OperatorSubtaskState state;
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(0, log.get(0));
            operator.awaitMail();
            operator.announce(1, log.get(1));
            operator.awaitMail();
            operator.announce(2, log.get(2));
            state = operator.harness().snapshot(1, 1);
        }
        try (TestingOperator operator = new TestingOperator(options, state)) {
            for (int offset = 0; offset < log.size(); offset++) {
                operator.announce(offset, log.get(offset));
            }
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(states(operator)).containsExactly("v1 ACTIVE");
        }
    }

    @Test
    void shouldRefuseWhatCannotServeAndGoOn() throws Exception {
        Path damaged = models.resolve("damaged");
        TestingModels.writeVersion(damaged, "damaged");
        ModelDeployment beforeDamage = active("damaged", 3);
        Files.write(damaged.resolve(ModelFiles.GRAPH), new byte[100]);
        TestingModels.writeBroken(models.resolve("broken"));
        ModelDeployment misnamed = deployment("v9", new Role.Active(folder("v2")), 6);
        try (TestingOperator operator =
                new TestingOperator(
                        TestingOperator.options(
                                models.resolve(CONFIGURED), MAX_BATCH, TOP, "class-3"))) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            for (ModelDeployment bad :
                    List.of(
                            missing(2),
                            beforeDamage,
                            active("labelled", 4),
                            deployment(CONFIGURED, new Role.Active(folder("broken")), 5),
                            misnamed)) {
                operator.announce(bad);
                operator.awaitMail();
            }
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(statuses(operator).stream().skip(1))
                    .extracting(Statuses::state)
                    .containsOnly(ModelState.REFUSED);
            assertThat(statuses(operator).stream().skip(1))
                    .extracting(Statuses::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).startsWith("is missing: "),
                            reason -> assertThat(reason).startsWith("is not what was announced"),
                            reason -> assertThat(reason).startsWith("lacks a label that a rule"),
                            reason -> assertThat(reason).contains("no numbers"),
                            reason -> assertThat(reason).startsWith("is another model"));
        }
    }

    @Test
    void shouldServeWithoutALabelThatRulesWaitFor() throws Exception {
        WatchedLabels labels =
                new WatchedLabels(List.of("class-3"), List.of("other-0", "class-9", "class-3"));
        try (TestingOperator operator =
                new TestingOperator(options(1, labels, options.slowestBatch()))) {
            operator.take(0, 1, 2);
            operator.announce(active("labelled", 1));
            operator.awaitMail();

            assertThat(states(operator)).containsExactly("labelled REFUSED");
            assertThat(operator.results())
                    .allSatisfy(
                            result ->
                                    assertThat(result.scores().top())
                                            .extracting(LabelScore::label)
                                            .contains("class-3", "class-9")
                                            .doesNotContain("other-0")
                                            .doesNotHaveDuplicates());
        }
        try (TestingOperator operator =
                new TestingOperator(
                        options(
                                1,
                                new WatchedLabels(List.of(), List.of("other-0", "class-3")),
                                null))) {
            operator.announce(active("labelled", 1));
            operator.awaitMail();
            operator.take(0, 1, 2);

            assertThat(states(operator)).containsExactly("labelled ACTIVE");
            assertThat(operator.results())
                    .allSatisfy(
                            result ->
                                    assertThat(result.scores().top())
                                            .extracting(LabelScore::label)
                                            .contains("other-0")
                                            .doesNotContain("class-3"));
        }
    }

    @Test
    void shouldTakeTheLabelsOfRulesThatCome() throws Exception {
        try (TestingOperator operator = new TestingOperator(options(1, WatchedLabels.NONE, null))) {
            operator.take(0, 1, 2);
            operator.watch(new WatchedLabels(List.of("class-3", "other-0"), List.of("class-9")));
            operator.take(3, 4, 5);
            operator.watch(WatchedLabels.NONE);
            operator.take(6, 7, 8);

            assertThat(operator.results().get(0).scores().top()).hasSize(1);
            assertThat(operator.results().subList(3, 9))
                    .allSatisfy(
                            result ->
                                    assertThat(result.scores().top())
                                            .extracting(LabelScore::label)
                                            .contains("class-3", "class-9"));
            assertThat(allStatuses(operator))
                    .extracting(Statuses::state, Statuses::missingLabels)
                    .containsExactly(
                            tuple(ModelState.ACTIVE, List.of()),
                            tuple(ModelState.ACTIVE, List.of("other-0")));
        }
    }

    @Test
    void shouldRefuseAnotherModelWithoutALabelOfRulesThatCame() throws Exception {
        try (TestingOperator operator = new TestingOperator(options(1, WatchedLabels.NONE, null))) {
            operator.watch(WatchedLabels.required(List.of("class-3")));
            operator.announce(active("labelled", 1));
            operator.awaitMail();
            operator.watch(new WatchedLabels(List.of(), List.of("class-3")));
            operator.announce(active("labelled", 2));
            operator.awaitMail();

            assertThat(states(operator)).containsExactly("labelled REFUSED", "labelled ACTIVE");
        }
    }

    @Test
    void shouldSayWhatServesAndWhichLabelsItLacks() throws Exception {
        WatchedLabels labels = new WatchedLabels(List.of(), List.of("class-3", "other-0"));
        try (TestingOperator operator = new TestingOperator(options(1, labels, null))) {
            operator.announce(active("labelled", 1));
            operator.awaitMail();
            operator.announce(retired("labelled", 2));
            operator.awaitMail();

            assertThat(allStatuses(operator))
                    .extracting(
                            Statuses::version,
                            Statuses::state,
                            Statuses::missingLabels,
                            Statuses::announcedAt)
                    .containsExactly(
                            tuple(CONFIGURED, ModelState.ACTIVE, List.of("other-0"), null),
                            tuple(CONFIGURED, ModelState.RETIRED, List.of(), null),
                            tuple("labelled", ModelState.ACTIVE, List.of("class-3"), at(1)),
                            tuple("labelled", ModelState.RETIRED, List.of(), at(2)),
                            tuple(CONFIGURED, ModelState.ACTIVE, List.of("other-0"), null));
            assertThat(allStatuses(operator))
                    .extracting(Statuses::name)
                    .containsOnly(TestingModels.NAME);
        }
    }

    @Test
    void shouldAnswerWhatIsRetiredWithoutHavingServed() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(missing(1));
            operator.awaitMail();
            operator.announce(retired("none", 2));
            operator.announce(active("v1", 3));
            operator.announce(active("v2", 4));
            operator.awaitMail();
            operator.awaitMail();

            assertThat(statuses(operator))
                    .extracting(Statuses::version, Statuses::state, Statuses::announcedAt)
                    .containsExactly(
                            tuple("none", ModelState.REFUSED, at(1)),
                            tuple("none", ModelState.RETIRED, at(2)),
                            tuple("v1", ModelState.RETIRED, at(3)),
                            tuple("v2", ModelState.ACTIVE, at(4)));
        }
    }

    @Test
    void shouldSayThatTheConfiguredModelIsGone() throws Exception {
        Path configured = models.resolve("gone");
        TestingModels.writeUntrained(configured);
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(configured))) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            Files.delete(configured.resolve(ModelFiles.GRAPH));
            operator.announce(retired("v1", 2));
            operator.awaitMail();
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(allStatuses(operator))
                    .last()
                    .satisfies(
                            status -> {
                                assertThat(status.outcome().state()).isEqualTo(ModelState.REFUSED);
                                assertThat(status.subject().announcedAt()).isNull();
                                assertThat(status.subject().name())
                                        .isEqualTo(configured.toUri().toString());
                                assertThat(status.outcome().reason()).contains("cannot be read");
                            });
        }
    }

    @Test
    void shouldCompareAShadowThatLacksALabelOfARule() throws Exception {
        try (TestingOperator operator =
                new TestingOperator(
                        TestingOperator.options(
                                models.resolve(CONFIGURED), MAX_BATCH, TOP, "class-3"))) {
            operator.announce(shadow("labelled", 1.0, 1));
            operator.awaitMail();
            operator.take(0, 1, 2);
            operator.endInput();

            assertThat(states(operator)).containsExactly("labelled SHADOW");
            assertThat(agreements(operator))
                    .singleElement()
                    .satisfies(
                            agreement -> {
                                assertThat(agreement.comparison().frames()).isEqualTo(3);
                                assertThat(agreement.comparison().agreeing()).isZero();
                            });
        }
    }

    @Test
    void shouldSetAShadowAsideWhileItsModelServes() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(shadow(CONFIGURED, 1.0, 1));
            operator.take(0, 1, 2);
            assertThat(statuses(operator))
                    .extracting(Statuses::name, Statuses::state, Statuses::reason)
                    .containsExactly(
                            tuple(
                                    TestingModels.NAME + "/shadow",
                                    ModelState.SET_ASIDE,
                                    "is the model that serves"));

            operator.announce(active("v1", 2));
            operator.awaitMail();
            operator.awaitMail();
            operator.take(3, 4, 5);
            operator.endInput();

            assertThat(states(operator))
                    .containsExactly(
                            CONFIGURED + " SET_ASIDE", "v1 ACTIVE", CONFIGURED + " SHADOW");
            assertThat(agreements(operator))
                    .extracting(agreement -> agreement.comparison().frames())
                    .containsExactly(3L);
        }
    }

    @Test
    void shouldRefuseAModelThatIsTooSlow() throws Exception {
        InferenceOptions impatient =
                options(options.labels().top(), WatchedLabels.NONE, Duration.ofNanos(1));
        try (TestingOperator operator = new TestingOperator(impatient)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly(CONFIGURED);
            assertThat(statuses(operator))
                    .singleElement()
                    .extracting(Statuses::reason)
                    .asString()
                    .startsWith("is too slow: a batch of 3 takes ");
        }
    }

    @Test
    void shouldCompareAShadowAndNeverGiveItsResults() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(shadow("v1", 1.0, 1));
            operator.awaitMail();
            operator.take(0, 1, 2);
            operator.harness().setProcessingTime(Duration.ofSeconds(10).toMillis());

            assertThat(versions(operator)).hasSize(3).containsOnly(CONFIGURED);
            ModelAgreement agreement = agreements(operator).get(0);
            assertThat(agreements(operator)).hasSize(1);
            assertThat(agreement.models().version()).isEqualTo("v1");
            assertThat(agreement.models().activeVersion()).isEqualTo(CONFIGURED);
            assertThat(agreement.camera().value()).isEqualTo(TestingFrames.CAMERA);
            assertThat(agreement.comparison().frames()).isEqualTo(3);
            assertThat(agreement.comparison().meanScoreDifference()).isBetween(0.0001, 1.0);
        }
    }

    @Test
    void shouldAgreeFullyWithTheSameNetwork() throws Exception {
        Path twin = models.resolve("twin");
        TestingModels.writeVersion(twin, "twin");
        Files.copy(
                models.resolve("v1").resolve(ModelFiles.GRAPH),
                twin.resolve(ModelFiles.GRAPH),
                StandardCopyOption.REPLACE_EXISTING);
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            operator.announce(shadow("twin", 1.0, 2));
            operator.awaitMail();
            operator.take(0, 1, 2);
            operator.endInput();

            assertThat(agreements(operator))
                    .singleElement()
                    .satisfies(
                            agreement -> {
                                assertThat(agreement.comparison().agreeing()).isEqualTo(3);
                                assertThat(agreement.comparison().meanScoreDifference())
                                        .isLessThan(1e-6);
                            });
        }
    }

    @Test
    void shouldLookAtItsShareOfTheFramesOnly() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(shadow("v1", 0.5, 1));
            operator.awaitMail();
            for (long frame = 0; frame < 60; frame++) {
                operator.take(frame);
            }
            operator.endInput();

            assertThat(agreements(operator).get(0).comparison().frames()).isBetween(15L, 45L);
        }
    }

    @Test
    void shouldEndAShadowThatIsRetiredAndKeepItsActiveSibling() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            operator.announce(shadow("v2", 1.0, 2));
            operator.awaitMail();
            operator.announce(retired("v2", 3));
            operator.take(0, 1, 2);
            operator.endInput();

            assertThat(versions(operator)).containsOnly("v1");
            assertThat(agreements(operator)).isEmpty();
            assertThat(states(operator)).containsExactly("v1 ACTIVE", "v2 SHADOW", "v2 RETIRED");
        }
    }

    @Test
    void shouldGoBackToTheConfiguredModelWhenTheActiveOneIsRetired() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            operator.announce(retired("v1", 2));
            operator.awaitMail();
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly(CONFIGURED);
            assertThat(states(operator)).containsExactly("v1 ACTIVE", "v1 RETIRED");
        }
    }

    @Test
    void shouldServeAfterARestartWhatServedBefore() throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v1", 1));
            operator.awaitMail();
            state = operator.harness().snapshot(1, 1);
        }
        try (TestingOperator operator = new TestingOperator(options, state)) {
            operator.take(0, 1, 2);
            assertThat(versions(operator)).containsOnly("v1");
        }
    }

    @Test
    void shouldFallBackAfterARestartIfTheModelHasVanished() throws Exception {
        TestingModels.writeVersion(models.resolve("v3"), "v3");
        OperatorSubtaskState state;
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(active("v3", 1));
            operator.awaitMail();
            state = operator.harness().snapshot(1, 1);
        }
        Files.delete(models.resolve("v3").resolve(ModelFiles.GRAPH));
        try (TestingOperator operator = new TestingOperator(options, state)) {
            operator.take(0, 1, 2);

            assertThat(versions(operator)).containsOnly(CONFIGURED);
            assertThat(states(operator)).containsExactly("v3 REFUSED");
        }
    }

    private static InferenceOptions options(int top, WatchedLabels labels, Duration slowestBatch) {
        return new InferenceOptions(
                options.model(),
                options.batching(),
                new ResultLabels(top, labels),
                null,
                options.fastestForm(),
                slowestBatch);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static ModelDeployment active(String version, long second) throws Exception {
        return deployment(version, new Role.Active(folder(version)), second);
    }

    private static ModelDeployment shadow(String version, double share, long second)
            throws Exception {
        return deployment(version, new Role.Shadow(folder(version), share), second);
    }

    private static ModelDeployment retired(String version, long second) {
        return deployment(version, new Role.Retired(), second);
    }

    /** One whose folder is not there. */
    private static ModelDeployment missing(long second) {
        Folder folder = new Folder(models.resolve("none").toString(), "0".repeat(64));
        return deployment("none", new Role.Active(folder), second);
    }

    private static ModelDeployment deployment(String version, Role role, long second) {
        return new ModelDeployment(TestingModels.NAME, version, role, at(second));
    }

    private static Folder folder(String version) throws Exception {
        Path folder = models.resolve(version);
        return new Folder(folder.toString(), ModelDigest.of(ModelFiles.of(folder)));
    }

    private static List<String> versions(TestingOperator operator) {
        return operator.results().stream().map(result -> result.classifier().version()).toList();
    }

    /** What became of what was announced. */
    private static List<ModelStatus> statuses(TestingOperator operator) {
        return allStatuses(operator).stream()
                .filter(status -> status.subject().announcedAt() != null)
                .toList();
    }

    private static List<ModelStatus> allStatuses(TestingOperator operator) {
        return operator.sideOutput(MODEL_STATUS).stream().map(StreamRecord::getValue).toList();
    }

    private static List<String> states(TestingOperator operator) {
        return statuses(operator).stream()
                .map(status -> status.subject().version() + " " + status.outcome().state())
                .toList();
    }

    private static List<ModelAgreement> agreements(TestingOperator operator) {
        return operator.sideOutput(MODEL_AGREEMENTS).stream().map(StreamRecord::getValue).toList();
    }
}
