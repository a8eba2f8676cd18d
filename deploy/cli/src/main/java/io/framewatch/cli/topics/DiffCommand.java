package io.framewatch.cli.topics;

import io.framewatch.cli.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./framewatch topics diff}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = "Compares the topics of the cluster with the catalogue. Changes nothing.",
        exitCodeOnExecutionException = CatalogueOptions.REFUSED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all topics are as the catalogue says",
            "1:some are missing or different",
            "2:the cluster refuses or does not answer, or the command line is wrong"
        },
        footer = {"", "  topics diff --config framewatch.yaml --retention frames=6h"})
final class DiffCommand implements Callable<Integer> {

    @Mixin private CatalogueOptions options;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        return options.print(options.run(TopicCluster::compare), command.commandLine().getOut());
    }
}
