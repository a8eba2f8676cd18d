package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStatusesTest {

    private final List<ModelStatus> statuses = new ArrayList<>();
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();

    @Test
    void shouldSayOnHowManyTasksEachServes() {
        says(0, 2, "home", ModelState.ACTIVE, 0, 1);
        says(1, 2, "home", ModelState.ACTIVE, 0, 1);
        announced("gate", 5);
        says(0, 2, "home", ModelState.RETIRED, 0, 6);
        says(0, 2, "gate", ModelState.ACTIVE, 5, 6);

        assertThat(text())
                .containsExactly(
                        "Serving: gate 1 on 1 of 2 tasks (number 1), announced 1970-01-01T00:00:05Z",
                        "Serving: home 1 on 1 of 2 tasks (number 2), from the configuration");
    }

    @Test
    void shouldBelieveWhatATaskSaidLast() {
        announced("gate", 5);
        says(0, 1, "gate", ModelState.ACTIVE, 5, 6);
        saysOfAHead(0, 1, "road/room", ModelState.ACTIVE, 6);
        says(0, 1, "home", ModelState.ACTIVE, 0, 9);

        assertThat(text())
                .containsExactly("Serving: home 1 on 1 of 1 tasks, from the configuration");
    }

    @Test
    void shouldForgetTasksThatThereAreNoMore() {
        for (int subtask = 0; subtask < 4; subtask++) {
            says(subtask, 4, "home", ModelState.ACTIVE, 0, 1);
        }
        says(0, 2, "home", ModelState.ACTIVE, 0, 5);
        says(1, 2, "home", ModelState.ACTIVE, 0, 5);

        assertThat(text())
                .containsExactly("Serving: home 1 on 2 of 2 tasks, from the configuration");
    }

    @Test
    void shouldTellRefusedHeadsAndUnansweredOnesApart() {
        says(0, 1, "home", ModelState.ACTIVE, 0, 1);
        saysOfAHead(0, 1, "road/room", ModelState.ACTIVE, 1);
        saysOfAHead(0, 1, "road/door", ModelState.SET_ASIDE, 1);
        announced("boats", 5);
        says(0, 1, "boats", ModelState.REFUSED, 3, 4);
        says(0, 1, "boats", ModelState.REFUSED, 5, 6);
        announced("gate", 7);

        assertThat(text())
                .containsExactly(
                        "Serving: home 1 on 1 of 1 tasks, from the configuration",
                        "Head: road/room 1 on 1 of 1 tasks, from the configuration",
                        "Set aside: road/door 1 on 1 of 1 tasks, from the configuration, as it"
                                + " does not fit",
                        "Refused: boats 1 on 1 of 1 tasks, announced 1970-01-01T00:00:05Z, as it"
                                + " does not fit",
                        "No answer: gate 1, announced 1970-01-01T00:00:07Z");
    }

    @Test
    void shouldBelieveTheOrderOfTheLogWhateverTheClocksSay() {
        says(0, 1, "gate", ModelState.ACTIVE, 5, 3_700);
        saysOfAHead(0, 1, "road/room", ModelState.ACTIVE, 3_700);
        says(0, 1, "gate", ModelState.RETIRED, 5, 100);
        says(0, 1, "home", ModelState.ACTIVE, 0, 100);

        assertThat(text())
                .containsExactly("Serving: home 1 on 1 of 1 tasks, from the configuration");
    }

    @Test
    void shouldSayThatNothingIsKnown() {
        assertThat(text())
                .containsExactly(
                        "Nothing is deployed: jobs serve the model of their configuration.");

        announced("gate", 1);
        assertThat(text())
                .containsExactly(
                        "No job has said what it serves.",
                        "No answer: gate 1, announced 1970-01-01T00:00:01Z");
    }

    private List<String> text() {
        return new StatusReport(new TaskStatuses(statuses, deployments), deployments, List.of())
                .text()
                .lines()
                .toList();
    }

    private void announced(String name, long second) {
        deployments.put(
                name,
                new ModelDeployment(
                        name, "1", new Role.Active(new Folder(name, "0".repeat(64))), at(second)));
    }

    private void says(
            int subtask, int subtasks, String name, ModelState state, long announced, long second) {
        says(subtask, subtasks, name, null, state, announced, second);
    }

    private void saysOfAHead(
            int subtask, int subtasks, String name, ModelState state, long second) {
        says(subtask, subtasks, name, new CameraId("road"), state, 0, second);
    }

    private void says(
            int subtask,
            int subtasks,
            String name,
            CameraId camera,
            ModelState state,
            long announced,
            long second) {
        boolean reasoned = state == ModelState.REFUSED || state == ModelState.SET_ASIDE;
        statuses.add(
                new ModelStatus(
                        new Subject(name, "1", camera, announced == 0 ? null : at(announced)),
                        new Outcome(state, reasoned ? "does not fit" : null, null, List.of()),
                        new Task(subtask, subtasks),
                        at(second)));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
