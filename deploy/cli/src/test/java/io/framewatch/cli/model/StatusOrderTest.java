package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StatusOrderTest {

    @Test
    void shouldKeepTheOrderOfEachPartitionWhateverItsTimesSay() {
        assertThat(merge(List.of(log(model("a", 3_700), model("b", 1), model("c", 2)))))
                .containsExactly("a", "b", "c");
        assertThat(merge(List.of(log(model("a", 3_700), model("b", 1)), log(model("c", 2)))))
                .containsExactly("c", "a", "b");
    }

    @Test
    void shouldOrderPartitionsByTimeAndAModelBeforeItsHeads() {
        ModelStatus head = status(Subject.configuredHead(new CameraId("gate"), "door", "1"), 5);

        assertThat(
                        merge(
                                List.of(
                                        log(head),
                                        log(),
                                        log(model("a", 4), model("b", 5)),
                                        log(model("c", 6)))))
                .containsExactly("a", "b", "gate/door", "c");
    }

    private static List<String> merge(List<Queue<ModelStatus>> partitions) {
        return StatusOrder.merge(partitions).stream()
                .map(status -> status.subject().name())
                .toList();
    }

    private static Queue<ModelStatus> log(ModelStatus... statuses) {
        return new ArrayDeque<>(List.of(statuses));
    }

    private static ModelStatus model(String name, long second) {
        return status(Subject.configuredModel(name, "1"), second);
    }

    private static ModelStatus status(Subject subject, long second) {
        return new ModelStatus(
                subject, Outcome.active(), new Task(0, 1), Instant.ofEpochSecond(second));
    }
}
