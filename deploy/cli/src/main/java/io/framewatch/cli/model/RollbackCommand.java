package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description =
                "Announces the version of a model again that was active before. If none was, it ends"
                        + " the model, so that what served before it serves again.")
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String name;

    @Mixin private KafkaOption kafkaOption;
    @Mixin private WaitOptions wait;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        ModelDeployment next = before(kafka);
        PreviousVersion.keep(kafka, next);
        return wait.announce(kafka, next, command.commandLine().getOut())
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    /** What served before the latest deployment: an earlier version, or anything but this model. */
    private ModelDeployment before(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        Map<String, Deployment> deployments = ModelRecords.deployments(kafka);
        Optional<ModelDeployment> previous = PreviousVersion.of(deployments, name);
        if (previous.isPresent()) {
            return previous.get().again(DeployedFolder.now());
        }
        if (deployments.get(name) instanceof ModelDeployment current
                && current.role() instanceof Role.Active) {
            return current.retired(DeployedFolder.now());
        }
        throw new CommandException(
                "model '%s' is not deployed on %s, nor was an earlier version"
                        .formatted(name, new KafkaClients(kafka).fullName(Topics.MODELS)));
    }
}
