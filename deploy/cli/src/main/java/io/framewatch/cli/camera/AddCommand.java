package io.framewatch.cli.camera;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera add}. */
@Command(
        name = "add",
        sortOptions = false,
        description =
                "Adds a camera, or makes one that is there what the options say: those that are left"
                        + " out get their defaults. A camera stays paused if it is.",
        footer = {
            "",
            "User name and password are not accepted: they belong in the section credentials of the"
                    + " workers' configuration.",
            "",
            "  camera add gate-1 --config fleet.yaml --uri rtsp://10.0.0.5/stream --credentials gate"
        })
final class AddCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "the camera")
    private CameraId id;

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--tag",
            paramLabel = "WORD",
            description = "a word to select the camera by; may be repeated")
    private List<String> tags = List.of();

    @Option(names = "--paused", description = "do not capture it until it is resumed")
    private boolean paused;

    @Spec private CommandSpec command;

    static CommandLine commandLine() {
        CommandLine add = new CommandLine(new AddCommand());
        CameraKeys.addTo(add.getCommandSpec());
        return add;
    }

    @Override
    public Integer call() throws CommandException, ConfigurationException, InterruptedException {
        Map<String, Object> values = CameraKeys.values(command);
        values.put("id", id.value());
        values.put("tags", tags);
        if (paused) {
            values.put("paused", true);
        }
        Camera wanted = CameraChange.check(values);
        KafkaOptions kafka = kafkaOption.read();
        try (CameraTopics topics = CameraTopics.open(kafka)) {
            Map<String, Optional<Camera>> cameras = topics.cameras();
            CameraChange.requireOwnIds(cameras, List.of(wanted));
            Optional<Camera> before = cameras.getOrDefault(id.value(), Optional.empty());
            Change change = CameraChange.of(topics, before, values);
            command.commandLine().getOut().println(change.line("camera", id));
        }
        return CommandLine.ExitCode.OK;
    }
}
