package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.MODEL_STATUS;
import static io.framewatch.operator.TestingFrames.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.event.CameraId;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.HeadDeployment;
import io.framewatch.event.HeadResult;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What announcements of heads do to the operator. */
@Timeout(120)
class HeadDeploymentsTest {

    @TempDir private static Path folder;

    private static Path first;
    private static Path second;
    private static InferenceOptions options;

    @BeforeAll
    static void writeModels() throws Exception {
        first = folder.resolve("first");
        second = folder.resolve("second");
        TestingModels.writeUntrained(first);
        TestingModels.writeVersion(second, "v2");
        options = TestingOperator.options(first);
    }

    @Test
    void shouldLookAtTheFramesOfItsCameraFromItsArrivalUntilItIsRetired() throws Exception {
        HeadDeployment door = deploy(TestingHeads.on(first, "door", CAMERA), 1);
        HeadDeployment light = deploy(TestingHeads.on(first, "light", CAMERA), 2);
        HeadDeployment other = deploy(TestingHeads.on(first, "other", "gate-2"), 3);
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(0, 1, 2);
            for (HeadDeployment head : List.of(door, light, other)) {
                operator.announce(head);
                operator.awaitMail();
            }
            operator.take(3, 4, 5);
            operator.announce(retired(door, 4));
            operator.take(6, 7, 8);

            assertThat(heads(operator))
                    .containsExactly(
                            "",
                            "",
                            "",
                            "door light",
                            "door light",
                            "door light",
                            "light",
                            "light",
                            "light");
            assertThat(states(operator))
                    .containsExactly(
                            "gate-1/door ACTIVE",
                            "gate-1/light ACTIVE",
                            "gate-2/other ACTIVE",
                            "gate-1/door RETIRED");
        }
    }

    @Test
    void shouldBeSetAsideWhileAnotherModelServesAndComeBackWithItsOwn() throws Exception {
        ModelDeployment own = model(first, "untrained-1", 3);
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(deploy(TestingHeads.on(first, "door", CAMERA), 1));
            operator.awaitMail();
            operator.take(0, 1, 2);
            operator.announce(model(second, "v2", 2));
            operator.awaitMail();
            operator.take(3, 4, 5);
            operator.announce(own);
            operator.awaitMail();
            operator.take(6, 7, 8);

            assertThat(heads(operator))
                    .containsExactly("door", "door", "door", "", "", "", "door", "door", "door");
            assertThat(states(operator))
                    .filteredOn(state -> state.startsWith("gate-1"))
                    .containsExactly(
                            "gate-1/door ACTIVE", "gate-1/door SET_ASIDE", "gate-1/door ACTIVE");
            assertThat(statuses(operator))
                    .filteredOn(status -> status.outcome().state() == ModelState.SET_ASIDE)
                    .extracting(Statuses::reason)
                    .singleElement()
                    .asString()
                    .contains("was taught on model mobile-former-26m (untrained-1)", "(v2)");
        }
    }

    @Test
    void shouldSayWhatBecomesOfAHeadOfTheConfiguration() throws Exception {
        Head door = TestingHeads.on(first, "door", CAMERA);
        Path configured = Files.createDirectories(folder.resolve("configured"));
        Files.write(configured.resolve(ModelFiles.HEAD), door.toJson());
        InferenceOptions withHead = TestingOperator.withHeads(options, configured.toString());
        try (TestingOperator operator = new TestingOperator(withHead)) {
            operator.announce(model(second, "v2", 1));
            operator.awaitMail();
            operator.take(0, 1, 2);
            operator.announce(model(first, "untrained-1", 2));
            operator.awaitMail();
            operator.take(3, 4, 5);
            HeadDeployment newer = deploy(TestingHeads.version(door, "2"), 3);
            operator.announce(newer);
            operator.awaitMail();
            operator.announce(retired(newer, 4));

            assertThat(heads(operator)).containsExactly("", "", "", "door", "door", "door");
            assertThat(allStatuses(operator))
                    .filteredOn(status -> status.subject().name().equals("gate-1/door"))
                    .allMatch(status -> status.subject().camera().value().equals(CAMERA))
                    .extracting(Statuses::version, Statuses::state, Statuses::announcedAt)
                    .containsExactly(
                            tuple(door.version(), ModelState.ACTIVE, null),
                            tuple(door.version(), ModelState.SET_ASIDE, null),
                            tuple(door.version(), ModelState.ACTIVE, null),
                            tuple("2", ModelState.ACTIVE, Instant.ofEpochSecond(3)),
                            tuple(door.version(), ModelState.RETIRED, null),
                            tuple("2", ModelState.RETIRED, Instant.ofEpochSecond(4)),
                            tuple(door.version(), ModelState.ACTIVE, null));
            assertThat(allStatuses(operator))
                    .filteredOn(status -> status.outcome().state() == ModelState.SET_ASIDE)
                    .extracting(Statuses::reason)
                    .singleElement()
                    .asString()
                    .contains("was taught on model mobile-former-26m (untrained-1)", "(v2)");
        }
    }

    @Test
    void shouldReplaceAVersionAndKeepItIfTheNextIsRefused() throws Exception {
        Head head = TestingHeads.on(first, "door", CAMERA);
        HeadDeployment next = deploy(TestingHeads.version(head, "2"), 2);
        HeadDeployment damaged = deploy(TestingHeads.version(head, "3"), 3);
        Files.writeString(Path.of(folderOf(damaged).uri()).resolve(ModelFiles.HEAD), "{}");
        Folder none = new Folder(folder.resolve("none").toString(), "0".repeat(64));
        HeadDeployment missing = deployment(TestingHeads.version(head, "4"), none, 4);
        HeadDeployment misnamed = deployment(TestingHeads.version(head, "5"), folderOf(next), 5);
        try (TestingOperator operator = new TestingOperator(options)) {
            for (HeadDeployment deployment :
                    List.of(deploy(head, 1), next, damaged, missing, misnamed)) {
                operator.announce(deployment);
                operator.awaitMail();
            }
            operator.take(0, 1, 2);

            assertThat(operator.results().get(0).scores().heads())
                    .extracting(HeadResult::version)
                    .containsExactly("2");
            assertThat(statuses(operator))
                    .extracting(
                            status -> status.subject().version() + " " + status.outcome().state())
                    .containsExactly(
                            "1 ACTIVE",
                            "1 RETIRED",
                            "2 ACTIVE",
                            "3 REFUSED",
                            "4 REFUSED",
                            "5 REFUSED");
            assertThat(statuses(operator).stream().skip(3))
                    .extracting(Statuses::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).startsWith("is not what was announced"),
                            reason -> assertThat(reason).startsWith("cannot be read at"),
                            reason ->
                                    assertThat(reason)
                                            .isEqualTo(
                                                    "is another head: the folder has door version 2"
                                                            + " for camera gate-1"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void shouldFollowTheOrderOfTheLogWhateverTheClocksSay(int ahead) throws Exception {
        int now = 1_000_000;
        Head head = TestingHeads.on(first, "door", CAMERA);
        HeadDeployment next = deploy(TestingHeads.version(head, "2"), now + ahead);
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(0, deploy(head, now));
            operator.awaitMail();
            operator.announce(1, next);
            operator.awaitMail();
            operator.announce(2, retired(next, now));

            assertThat(statuses(operator))
                    .extracting(Statuses::version, Statuses::state)
                    .containsExactly(
                            tuple("1", ModelState.ACTIVE),
                            tuple("1", ModelState.RETIRED),
                            tuple("2", ModelState.ACTIVE),
                            tuple("2", ModelState.RETIRED));
        }
    }

    @Test
    void shouldLookAtTheFirstFrameAfterARestart() throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.announce(deploy(TestingHeads.on(first, "door", CAMERA), 1));
            operator.awaitMail();
            state = operator.harness().snapshot(1, 1);
        }
        try (TestingOperator operator = new TestingOperator(options, state)) {
            operator.take(0, 1, 2);

            assertThat(heads(operator)).containsExactly("door", "door", "door");
        }
    }

    private static List<String> heads(TestingOperator operator) {
        return operator.results().stream()
                .map(result -> result.scores().heads())
                .map(heads -> heads.stream().map(HeadResult::name).collect(Collectors.joining(" ")))
                .toList();
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
                .map(status -> status.subject().name() + " " + status.outcome().state())
                .toList();
    }

    private static HeadDeployment deploy(Head head, int second) throws Exception {
        Path of = Files.createDirectories(folder.resolve(head.name() + head.version() + second));
        Files.write(of.resolve(ModelFiles.HEAD), head.toJson());
        return deployment(
                head, new Folder(of.toString(), ModelDigest.ofHead(head.toJson())), second);
    }

    private static HeadDeployment deployment(Head head, Folder folder, int second) {
        return new HeadDeployment(
                new CameraId(head.camera()),
                head.name(),
                head.version(),
                new Role.Active(folder),
                Instant.ofEpochSecond(second));
    }

    private static Folder folderOf(HeadDeployment head) {
        return head.role().toLoad().orElseThrow();
    }

    private static HeadDeployment retired(HeadDeployment head, int second) {
        return head.retired(Instant.ofEpochSecond(second));
    }

    private static ModelDeployment model(Path model, String version, int second) throws Exception {
        return new ModelDeployment(
                TestingModels.NAME,
                version,
                new Role.Active(new Folder(model.toString(), ModelDigest.of(ModelFiles.of(model)))),
                Instant.ofEpochSecond(second));
    }
}
