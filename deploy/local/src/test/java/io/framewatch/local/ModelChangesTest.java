package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelChangesTest {

    private static final Instant DEPLOYED = Samples.START;

    private final ModelChanges changes = new ModelChanges();

    @Test
    void shouldSayAChangeOnceAllSubtasksReportIt() {
        assertThat(changes.add(model("gate", ModelState.ACTIVE, 0, DEPLOYED))).isEmpty();
        assertThat(changes.add(model("gate", ModelState.ACTIVE, 1, DEPLOYED)))
                .contains("model gate 2: active");
        assertThat(changes.add(model("gate", ModelState.ACTIVE, 0, DEPLOYED))).isEmpty();

        assertThat(changes.add(model("gate", ModelState.RETIRED, 1, DEPLOYED))).isEmpty();
        assertThat(changes.add(model("gate", ModelState.RETIRED, 0, DEPLOYED)))
                .contains("model gate 2: retired");
    }

    @Test
    void shouldBeSilentAboutWhatTheDemoStartedWithUntilItComesBack() {
        assertThat(changes.add(model("roadside", ModelState.ACTIVE, 0, null))).isEmpty();
        assertThat(changes.add(model("roadside", ModelState.ACTIVE, 1, null))).isEmpty();

        changes.add(model("roadside", ModelState.RETIRED, 0, null));
        assertThat(changes.add(model("roadside", ModelState.RETIRED, 1, null)))
                .contains("model roadside 2: retired");
        changes.add(model("roadside", ModelState.ACTIVE, 0, null));
        assertThat(changes.add(model("roadside", ModelState.ACTIVE, 1, null)))
                .contains("model roadside 2: active");
    }

    @Test
    void shouldSayARefusalAtItsFirstReport() {
        assertThat(
                        changes.add(
                                status(
                                        "gate",
                                        null,
                                        ModelState.REFUSED,
                                        "is too slow",
                                        List.of(),
                                        1)))
                .contains("model gate 2: refused, is too slow");
        assertThat(
                        changes.add(
                                status(
                                        "gate",
                                        null,
                                        ModelState.REFUSED,
                                        "is too slow",
                                        List.of(),
                                        0)))
                .isEmpty();
    }

    @Test
    void shouldSayThatAHeadIsSetAsideAndWhichRulesWait() {
        changes.add(status("room/room", "room", ModelState.SET_ASIDE, "why", List.of(), 0));
        assertThat(
                        changes.add(
                                status(
                                        "room/room",
                                        "room",
                                        ModelState.SET_ASIDE,
                                        "why",
                                        List.of(),
                                        1)))
                .contains("head room/room 2: set aside, why");
        changes.add(status("gate", null, ModelState.ACTIVE, null, List.of("car", "bike"), 0));
        assertThat(
                        changes.add(
                                status(
                                        "gate",
                                        null,
                                        ModelState.ACTIVE,
                                        null,
                                        List.of("car", "bike"),
                                        1)))
                .contains("model gate 2: active; rules wait for car, bike");
    }

    private static ModelStatus model(
            String name, ModelState state, int subtask, Instant announcedAt) {
        return status(
                new Subject(name, "2", null, announcedAt),
                new Outcome(state, null, null, List.of()),
                subtask);
    }

    private static ModelStatus status(
            String name,
            String camera,
            ModelState state,
            String reason,
            List<String> missing,
            int subtask) {
        return status(
                new Subject(name, "2", camera == null ? null : new CameraId(camera), DEPLOYED),
                new Outcome(state, reason, null, missing),
                subtask);
    }

    private static ModelStatus status(Subject subject, Outcome outcome, int subtask) {
        return new ModelStatus(subject, outcome, new Task(subtask, 2), DEPLOYED);
    }
}
