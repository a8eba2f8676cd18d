package io.framewatch.benchmark;

import io.framewatch.cli.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * One run of a cluster whose parts are killed at random moments while it classifies what cameras
 * give: while it classifies, takes a checkpoint, commits, or still recovers from the kill before.
 * Not thread-safe.
 */
final class ClusterRun {

    /** Time of three checkpoints of the job. */
    private static final Duration MAX_LIFE = Duration.ofSeconds(6);

    /** One of this many kills is followed by the next one whether the job has recovered or not. */
    private static final int KILLS_A_PAIR = 4;

    private final Random random;
    private final Map<Fault, Histogram> recoveries;
    private final Histogram recovery = new Histogram(3);
    private final Consumer<String> progress;

    /**
     * @param seed decides order, moments and victims
     * @param recoveries take the time of each recovery, milliseconds
     */
    ClusterRun(long seed, Map<Fault, Histogram> recoveries, Consumer<String> progress) {
        this.random = new Random(seed);
        this.recoveries = recoveries;
        this.progress = progress;
    }

    /**
     * Kills each part once, in random order, and compares the records that the job has committed
     * with those of an undisturbed job over the frames that are on the topic in the end.
     *
     * @param home has the model and the clips
     * @param jobJar the job for the cluster
     * @param folder for the files of the processes
     */
    FaultsReport run(Home home, Path jobJar, Path folder, List<Fault> faults) throws Exception {
        List<Fault> order = new ArrayList<>(faults);
        Collections.shuffle(order, random);
        try (ClusterUnderFaults cluster =
                ClusterUnderFaults.start(home, jobJar, folder, FlinkCluster.QUICK_START)) {
            Instant lastKill = Instant.MIN;
            for (Fault fault : order) {
                live(cluster);
                cluster.sendBadRecord();
                lastKill = kill(cluster, fault);
            }
            cluster.results().untilResultOfFrameAfter(lastKill);
            long frames = cluster.endFeed();
            cluster.closeFlink();
            return FaultsReport.of(
                    order.size(),
                    frames,
                    cluster.undisturbed(),
                    cluster.committed().all(),
                    recovery);
        }
    }

    /** Lets the cameras go on for some time. */
    private void live(ClusterUnderFaults cluster) {
        long until = System.nanoTime() + random.nextLong(MAX_LIFE.toNanos());
        while (System.nanoTime() < until) {
            cluster.committed().poll();
        }
    }

    private Instant kill(ClusterUnderFaults cluster, Fault fault) throws Exception {
        Instant killedAt = Instant.now();
        cluster.killAndRestart(fault, random);
        if (random.nextInt(KILLS_A_PAIR) == 0) {
            progress.accept(
                    "killed " + fault + ", the next kill comes before or after its recovery");
            return killedAt;
        }
        cluster.results().untilResultOfFrameAfter(killedAt);
        long millis = Duration.between(killedAt, Instant.now()).toMillis();
        recovery.recordValue(millis);
        recoveries.computeIfAbsent(fault, unused -> new Histogram(3)).recordValue(millis);
        progress.accept("killed %s, recovered in %.1f s".formatted(fault, millis / 1000.0));
        return killedAt;
    }
}
