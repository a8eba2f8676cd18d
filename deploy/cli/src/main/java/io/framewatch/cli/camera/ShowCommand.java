package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Redaction;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.GroupOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera show}. */
@Command(
        name = "show",
        sortOptions = false,
        description = "Shows a camera: where it stands, and the options that it was given.",
        footer = {"", "  camera show gate-1 --config fleet.yaml"})
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "the camera")
    private CameraId id;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (CameraTopics topics = CameraTopics.open(kafkaOption.read())) {
            AssignedCameras assigned =
                    topics.assigned(kafkaOption.section("ingest", GroupOptions.class).group());
            List<ListedCamera> cameras = ListedCamera.all(topics, assigned);
            ListedCamera camera =
                    cameras.stream()
                            .filter(listed -> listed.id().equals(id.value()))
                            .findFirst()
                            .orElseThrow(() -> missing(cameras));
            assigned.notice().ifPresent(command.commandLine().getErr()::println);
            command.commandLine()
                    .getOut()
                    .println(output.isJson() ? OutputFormat.json(camera.toJson()) : text(camera));
        }
        return CommandLine.ExitCode.OK;
    }

    private CommandException missing(List<ListedCamera> cameras) {
        return new CommandException(
                "camera '%s' must be one of %s"
                        .formatted(id, cameras.stream().map(ListedCamera::id).toList()));
    }

    private static String text(ListedCamera camera) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("camera", camera.id()));
        rows.add(List.of("state", camera.state()));
        rows.add(List.of("view", camera.view()));
        rows.add(List.of("since", camera.since()));
        rows.add(List.of("worker", camera.worker()));
        camera.status().ifPresent(status -> rows.add(List.of("run", Long.toString(status.run()))));
        if (!camera.reason().isEmpty()) {
            rows.add(List.of("reason", camera.reason()));
        }
        camera.camera()
                .ifPresent(
                        there -> {
                            rows.add(List.of("paused", Boolean.toString(there.paused())));
                            rows.add(
                                    List.of(
                                            "tags",
                                            Redaction.hide(String.join(", ", there.tags()))));
                            there.options()
                                    .forEach(
                                            (key, value) ->
                                                    rows.add(
                                                            List.of(
                                                                    Redaction.hide(key),
                                                                    Redaction.hide("" + value))));
                        });
        return TextTable.of(rows);
    }
}
