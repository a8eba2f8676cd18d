package io.framewatch.cli.topics;

import io.framewatch.cli.CommandException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch topics apply}. */
@Command(
        name = "apply",
        sortOptions = false,
        description =
                "Creates the topics of the catalogue that are missing. Topics that are there stay as"
                        + " they are, and what is different about them is reported.",
        exitCodeOnExecutionException = CatalogueOptions.REFUSED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all topics are as the catalogue says",
            "1:some are different",
            "2:the cluster refuses or does not answer, or the command line is wrong"
        },
        footer = {
            "",
            "  topics apply --config framewatch.yaml",
            "  topics apply --config framewatch.yaml --retention frames=6h --alter"
        })
final class ApplyCommand implements Callable<Integer> {

    private static final String MOVED =
            "Cameras have moved to other partitions. Frames of a camera from before and from now are"
                    + " read in any order, and those that are overtaken decide no alerts and count"
                    + " as unaccounted, unless the job had read all frames. See docs/topics.md,"
                    + " More partitions.";

    @Mixin private CatalogueOptions options;

    @Option(names = "--alter", description = "also change the settings of topics that differ")
    private boolean alter;

    @Option(
            names = "--increase-partitions",
            description =
                    "also give more partitions to topics that have fewer than kafka.partitions. Only"
                            + " while ingest is stopped and the job has read all frames: cameras"
                            + " move to other partitions, and their order is lost otherwise")
    private boolean increase;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        List<TopicState> states =
                options.run(
                        (cluster, targets) -> {
                            List<TopicState> made = cluster.create(cluster.compare(targets));
                            made = alter ? cluster.alter(made) : made;
                            return increase ? cluster.increasePartitions(made) : made;
                        });
        if (states.stream().anyMatch(TopicState::hasMorePartitions)) {
            command.commandLine().getErr().println(MOVED);
        }
        return options.print(states, command.commandLine().getOut());
    }
}
