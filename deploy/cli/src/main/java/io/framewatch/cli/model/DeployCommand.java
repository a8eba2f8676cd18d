package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model deploy}. */
@Command(
        name = "deploy",
        sortOptions = false,
        description =
                "Announces a model to the running jobs: they load it, check it and switch to it without"
                        + " a restart.",
        footer = {"", "Exit code 1 if a subtask refused it or did not answer in time."})
final class DeployCommand implements Callable<Integer> {

    @Mixin private DeployedFolder folder;
    @Mixin private KafkaOption kafkaOption;
    @Mixin private WaitOptions wait;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        ModelDeployment deployment = folder.deployment(Role.Active::new);
        PreviousVersion.keep(kafka, deployment);
        return wait.announce(kafka, deployment, command.commandLine().getOut())
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }
}
