package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a Flink cluster of processes on this machine: ZooKeeper, a job manager, two task"
                    + " managers with a slot each, a broker beside them.",
            "Its rate in turns with the job in one process; the time from the start of everything to"
                    + " the first alert; and from the kill (kill -9) of a task manager, or the job"
                    + " manager, to the first new result."
        })
final class ClusterBenchCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "measured turns; figures are medians; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--frames",
            defaultValue = "20000",
            description =
                    "frames of a turn, measured behind twice as many; default: ${DEFAULT-VALUE}")
    private long frames;

    @Option(
            names = "--copies",
            defaultValue = "40",
            description =
                    "copies of the two clips, 1771 frames each, a multiple of 4; default: ${DEFAULT-VALUE}")
    private int copies;

    @Option(
            names = "--kills",
            defaultValue = "3",
            description =
                    "how often a task manager, and the job manager, are killed; default:"
                            + " ${DEFAULT-VALUE}")
    private int kills;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    ClusterBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        if (rounds < 1 || kills < 1) {
            throw new IllegalArgumentException(
                    "--rounds %d and --kills %d must be at least 1".formatted(rounds, kills));
        }
        Home home = Home.ofThisProcess();
        ClusterReport report =
                new ClusterBench(home, home.jobJar(), workspace, System.err::println)
                        .run(new ClusterBench.Size(rounds, frames, copies, kills));
        System.out.println(
                output.isJson()
                        ? JsonMapper.builder().build().writeValueAsString(report)
                        : report.toText());
        return 0;
    }
}
