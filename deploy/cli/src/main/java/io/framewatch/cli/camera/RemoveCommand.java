package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.event.CameraId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera remove}. */
@Command(
        name = "remove",
        sortOptions = false,
        description = "Removes cameras. One that is not there is named and is no failure.",
        footer = {"", "  camera remove gate-1 gate-2 --config fleet.yaml"})
final class RemoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the cameras")
    private List<CameraId> ids;

    @Mixin private KafkaOption kafkaOption;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (CameraTopics topics = CameraTopics.open(kafkaOption.read())) {
            Set<String> there = topics.cameras().keySet();
            for (CameraId id : ids) {
                boolean present = there.contains(id.value());
                if (present) {
                    topics.remove(id);
                }
                command.commandLine()
                        .getOut()
                        .println("camera/" + id + (present ? " removed" : " not there"));
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
