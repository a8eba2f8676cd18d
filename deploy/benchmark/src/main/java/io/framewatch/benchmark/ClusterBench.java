package io.framewatch.benchmark;

import io.framewatch.benchmark.FaultsReport.Recovery;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.event.FrameEncoding;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A cluster of processes, a broker beside it: how fast it is against the job in one process, how
 * soon it gives an alert, and how soon it goes on after a kill.
 */
final class ClusterBench {

    private static final List<Fault> FAULTS = List.of(Fault.TASK_MANAGER, Fault.JOB_MANAGER);
    private static final int BATCH = 8;

    private final Home home;
    private final Path jobJar;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /**
     * The caller owns the workspace.
     *
     * @param home where the models and the clips are
     * @param jobJar the job for a Flink cluster
     */
    ClusterBench(Home home, Path jobJar, Workspace workspace, Consumer<String> progress) {
        this.home = home;
        this.jobJar = jobJar;
        this.workspace = workspace;
        this.progress = progress;
    }

    /**
     * How much to measure.
     *
     * @param rounds turns of cluster and process, at least 1
     * @param frames of each turn, at least 1
     * @param copies of the clips, a multiple of {@link FramesTopic#PARTITIONS}
     * @param kills of a task manager, and of the job manager, at least 1
     */
    record Size(int rounds, long frames, int copies, int kills) {}

    ClusterReport run(Size size) throws Exception { // any failure: no figure
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        ClusterReport.Throughput throughput = throughput(size);
        Instant begin = Instant.now();
        try (ClusterUnderFaults cluster =
                ClusterUnderFaults.start(
                        home, jobJar, workspace.folder("recovery"), FlinkCluster.STEADY)) {
            cluster.results().untilAlert();
            double first = seconds(begin);
            progress.accept(String.format(Locale.ROOT, "first alert after %.1f s", first));
            return new ClusterReport(load, throughput, first, recoveries(cluster, size.kills()));
        }
    }

    private ClusterReport.Throughput throughput(Size size) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start()) {
            BenchSettings settings =
                    new BenchSettings(broker.bootstrapServers(), home.imagenette(), BATCH);
            new FramesTopic(settings, List.of(home.cars(), home.people()))
                    .fill(FrameEncoding.JPEG, size.copies());
            return new ClusterThroughput(settings, jobJar, workspace.folder("throughput"), progress)
                    .run(broker, size.rounds(), size.frames());
        }
    }

    private Map<Fault, Recovery> recoveries(ClusterUnderFaults cluster, int kills)
            throws Exception {
        Map<Fault, Histogram> millis = new EnumMap<>(Fault.class);
        Random random = new Random(1); // which task manager
        for (int kill = 0; kill < kills; kill++) {
            for (Fault fault : FAULTS) {
                Instant killed = Instant.now();
                cluster.killAndRestart(fault, random);
                cluster.results().untilResultOfFrameAfter(killed);
                millis.computeIfAbsent(fault, unused -> new Histogram(3))
                        .recordValue(Duration.between(killed, Instant.now()).toMillis());
                progress.accept(
                        String.format(Locale.ROOT, "%s killed: %.1f s", fault, seconds(killed)));
            }
        }
        Map<Fault, Recovery> recoveries = new EnumMap<>(Fault.class);
        millis.forEach((fault, times) -> recoveries.put(fault, Recovery.of(times)));
        return recoveries;
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
