package io.framewatch.local.model;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelDeployment;
import io.framewatch.local.LocalException;
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
        description = "Announces the version of a model again that was active before.")
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String name;

    @Mixin private KafkaOption kafkaOption;
    @Mixin private WaitOptions wait;
    @Spec private CommandSpec command;

    @Override
    public Integer call() throws LocalException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        ModelDeployment previous =
                PreviousVersion.of(kafka, name)
                        .orElseThrow(
                                () ->
                                        new LocalException(
                                                "model '%s' has no earlier version on %s"
                                                        .formatted(name, kafka.topic("models"))));
        ModelDeployment again = previous.again(DeployedFolder.now());
        PreviousVersion.keep(kafka, again);
        return wait.announce(kafka, again, command.commandLine().getOut())
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }
}
