package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.event.Deployment.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model shadow}. */
@Command(
        name = "shadow",
        sortOptions = false,
        description =
                "Announces a model that looks at a share of the frames beside the active one and is"
                        + " compared with it; its results go nowhere. See model status for how they"
                        + " agree, model retire for its end.")
final class ShadowCommand implements Callable<Integer> {

    @Mixin private DeployedFolder folder;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "share of the frames, above 0 and at most 1; default: ${DEFAULT-VALUE}")
    private double share;

    @Mixin private KafkaOption kafka;
    @Mixin private WaitOptions wait;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (!(share > 0 && share <= 1)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--share " + share + " must be above 0 and at most 1");
        }
        return wait.announce(
                        kafka.read(),
                        folder.deployment(in -> new Role.Shadow(in, share)),
                        command.commandLine().getOut())
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }
}
