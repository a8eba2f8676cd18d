package io.framewatch.cli.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.EventJson;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final Instant TIME = Instant.parse("2026-11-27T09:00:00Z");

    private static final String AGREEMENT =
            """
            {"name": "gate", "version": "2", "activeName": "gate", "activeVersion": "1",
             "camera": "yard", "frames": 40, "agreeing": 30, "meanScoreDifference": 0.25,
             "from": "2026-11-27T09:00:00Z", "to": "2026-11-27T09:00:10Z"}
            """;

    @Test
    void shouldWriteTheExactJsonOfAShadow() throws Exception {
        ModelDeployment shadow =
                new ModelDeployment(
                        "gate",
                        "2",
                        new Role.Shadow(new Folder("/models/gate-2", "0".repeat(64)), 0.5),
                        TIME);
        ModelStatus status =
                new ModelStatus(
                        Subject.of(shadow),
                        new Outcome(ModelState.SHADOW, null, 8_500L, List.of("van")),
                        new Task(1, 2),
                        TIME);
        ModelAgreement agreement = EventJson.read(AGREEMENT.getBytes(UTF_8), ModelAgreement.class);

        StatusLine line = StatusLine.of("gate/shadow", shadow, List.of(status), List.of(agreement));

        assertThat(OutputFormat.json(line))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "key" : "gate/shadow",
                          "version" : "2",
                          "role" : "shadow",
                          "uri" : "/models/gate-2",
                          "announcedAt" : "2026-11-27T09:00:00Z",
                          "subtasks" : [ {
                            "subtask" : 1,
                            "state" : "shadow",
                            "reason" : null,
                            "batchMicros" : 8500,
                            "missingLabels" : [ "van" ]
                          } ],
                          "comparisons" : [ {
                            "with" : "gate 1",
                            "frames" : 40,
                            "agreement" : 0.75,
                            "meanScoreDifference" : 0.25
                          } ]
                        }""");
    }

    @Test
    void shouldWriteTheExactJsonOfAModelOfTheConfiguration() {
        ModelStatus status =
                new ModelStatus(
                        Subject.configuredModel("gate", "1"),
                        Outcome.active(),
                        new Task(0, 1),
                        TIME);

        assertThat(OutputFormat.json(StatusLine.of(List.of(status))))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "key" : "gate",
                          "version" : "1",
                          "role" : "configured",
                          "uri" : null,
                          "announcedAt" : null,
                          "subtasks" : [ {
                            "subtask" : 0,
                            "state" : "active",
                            "reason" : null,
                            "batchMicros" : null,
                            "missingLabels" : [ ]
                          } ],
                          "comparisons" : [ ]
                        }""");
    }
}
