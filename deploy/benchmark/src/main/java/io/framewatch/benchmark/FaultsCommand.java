package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills ./framewatch job (kill -9) at random moments while it classifies the frames of two"
                    + " clips and starts it again. Compares its committed records with those of an"
                    + " undisturbed job.",
            "With --cluster the job runs in a Flink cluster with high availability, and a task"
                    + " manager, the job manager, ingest and the broker are killed once each in"
                    + " every run.",
            "Everything runs on this machine, with a broker of its own. Exit code 1 if anything"
                    + " differs."
        })
final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--kills",
            defaultValue = "10",
            description = "how often to kill; default: ${DEFAULT-VALUE}")
    private int kills;

    @Option(
            names = "--cluster",
            description = "kill the parts of a cluster, each a process of its own")
    private boolean cluster;

    @Option(
            names = "--runs",
            defaultValue = "20",
            description = "with --cluster: how many runs; default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "chooses the moments; default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    FaultsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        if (kills < 1) {
            throw new IllegalArgumentException("--kills " + kills + " must be at least 1");
        }
        if (runs < 1) {
            throw new IllegalArgumentException("--runs " + runs + " must be at least 1");
        }
        return cluster ? killCluster() : killJob();
    }

    private int killJob() throws Exception { // any failure: no figure
        FaultsReport report =
                new FaultsBench(Home.ofThisProcess(), workspace, System.err::println)
                        .run(kills, seed);
        return print(report, report.toText(), report.isEquivalent());
    }

    private int killCluster() throws Exception { // any failure: no figure
        Home home = Home.ofThisProcess();
        ClusterFaultsReport report =
                new ClusterFaultsBench(home, home.jobJar(), workspace, System.err::println)
                        .run(runs, seed, List.of(Fault.values()));
        return print(report, report.toText(), report.all().isEquivalent());
    }

    private int print(Object report, String text, boolean equivalent) throws IOException {
        System.out.println(
                output.isJson() ? JsonMapper.builder().build().writeValueAsString(report) : text);
        return equivalent ? 0 : 1;
    }
}
