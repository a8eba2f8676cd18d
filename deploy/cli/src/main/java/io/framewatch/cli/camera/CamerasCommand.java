package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.event.CameraId;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes the cameras that it is given. */
abstract class CamerasCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the cameras")
    private List<CameraId> ids;

    @Mixin private KafkaOption kafkaOption;
    @Spec private CommandSpec command;

    @Override
    public final Integer call() throws CommandException, InterruptedException {
        try (CameraTopics topics = CameraTopics.open(kafkaOption.read())) {
            change(topics, ids, command.commandLine().getOut());
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Changes the cameras.
     *
     * @param out gets a line for each
     */
    abstract void change(CameraTopics topics, List<CameraId> cameras, PrintWriter out)
            throws CommandException, InterruptedException;
}
