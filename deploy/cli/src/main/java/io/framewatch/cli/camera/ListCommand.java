package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.ingest.GroupOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera list}. */
@Command(
        name = "list",
        sortOptions = false,
        description =
                "Lists the cameras and where they stand, as the worker says that has them. '-' stands"
                        + " for what no worker has said yet. A camera of the worker 'nobody' is not"
                        + " captured now: its state is the last one.",
        footer = {
            "",
            "  camera list --config fleet.yaml",
            "  camera list --config fleet.yaml --output json"
        })
final class ListCommand implements Callable<Integer> {

    private static final List<String> TITLES =
            List.of("CAMERA", "STATE", "VIEW", "SINCE", "WORKER", "ADDRESS", "REASON");

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--tag",
            paramLabel = "WORD",
            description = "only cameras with this word; repeated: with all of them")
    private List<String> tags = List.of();

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (CameraTopics topics = CameraTopics.open(kafkaOption.read())) {
            AssignedCameras assigned =
                    topics.assigned(kafkaOption.section("ingest", GroupOptions.class).group());
            assigned.notice().ifPresent(command.commandLine().getErr()::println);
            List<ListedCamera> cameras =
                    ListedCamera.all(topics, assigned).stream().filter(this::hasTags).toList();
            command.commandLine()
                    .getOut()
                    .println(
                            output.isJson()
                                    ? OutputFormat.json(
                                            cameras.stream().map(ListedCamera::toJson).toList())
                                    : table(cameras));
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean hasTags(ListedCamera camera) {
        return tags.isEmpty()
                || camera.camera().map(there -> there.tags().containsAll(tags)).orElse(false);
    }

    private static String table(List<ListedCamera> cameras) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        cameras.forEach(
                camera ->
                        rows.add(
                                List.of(
                                        camera.id(),
                                        camera.state(),
                                        camera.view(),
                                        camera.since(),
                                        camera.worker(),
                                        camera.uri(),
                                        camera.reason())));
        return TextTable.of(rows);
    }
}
