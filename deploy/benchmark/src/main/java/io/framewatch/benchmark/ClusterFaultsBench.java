package io.framewatch.benchmark;

import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Kills the parts of a cluster, run after run, each with a seed and a cluster of its own. */
final class ClusterFaultsBench {

    private final Home home;
    private final Path jobJar;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /**
     * The caller owns the workspace.
     *
     * @param home where the model and the clips are
     * @param jobJar the job for a Flink cluster
     */
    ClusterFaultsBench(Home home, Path jobJar, Workspace workspace, Consumer<String> progress) {
        this.home = home;
        this.jobJar = jobJar;
        this.workspace = workspace;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param runs number of runs, at least 1
     * @param seed of the first run; the next one has the next seed
     * @param faults what is killed in each run, once each
     */
    ClusterFaultsReport run(int runs, long seed, List<Fault> faults) throws Exception { // no figure
        Map<Fault, Histogram> recoveries = new EnumMap<>(Fault.class);
        List<FaultsReport> reports = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            long ofRun = seed + run;
            String name = "run %d of %d, seed %d: ".formatted(run + 1, runs, ofRun);
            FaultsReport report =
                    new ClusterRun(ofRun, recoveries, line -> progress.accept(name + line))
                            .run(home, jobJar, workspace.folder("run-" + ofRun), faults);
            progress.accept(name + report.toText());
            reports.add(report);
        }
        return ClusterFaultsReport.of(seed, reports, recoveries);
    }
}
