package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.ModelDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model retire}. */
@Command(
        name = "retire",
        sortOptions = false,
        description =
                "Ends a deployed model, shadow or active, or a head: KEY as model status shows it. After"
                        + " the active model the one of the jobs' configuration serves.")
final class RetireCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "NAME, NAME/shadow or CAMERA/HEAD")
    private String key;

    @Mixin private KafkaOption kafkaOption;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        Map<String, Deployment> deployments = ModelRecords.deployments(kafka);
        deployments.entrySet().removeIf(kept -> !kept.getValue().isAnnouncedBy(kept.getKey()));
        Deployment deployment = deployments.get(key);
        if (deployment == null) {
            List<String> keys = new ArrayList<>(deployments.keySet());
            throw new CommandException("'" + key + "' must be one of " + keys);
        }
        if (deployment instanceof ModelDeployment model && key.equals(model.name())) {
            Announcement.forget(kafka, ModelDeployment.previousKey(key));
        }
        Deployment retired = deployment.retired(DeployedFolder.now());
        Announcement.send(kafka, key, retired);
        command.commandLine()
                .getOut()
                .printf("Announced %s %s as retired.%n", retired.name(), retired.version());
        return CommandLine.ExitCode.OK;
    }
}
