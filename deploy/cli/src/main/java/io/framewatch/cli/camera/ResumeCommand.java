package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.event.CameraId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera resume}. */
@Command(
        name = "resume",
        sortOptions = false,
        description = "Captures cameras again that were paused.",
        footer = {"", "  camera resume gate-1 --config fleet.yaml"})
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the cameras")
    private List<CameraId> ids;

    @Mixin private KafkaOption kafkaOption;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Pausing.of(false, ids, kafkaOption.read(), command.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
