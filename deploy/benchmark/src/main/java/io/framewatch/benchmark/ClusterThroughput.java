package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.ClusterException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.FrameEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The rate of the job in one process and in a cluster of processes, in turns over the same frames:
 * two tasks each, at least once, the model tuned.
 */
final class ClusterThroughput {

    private static final int TASKS = FlinkClusterSettings.TASK_MANAGERS;
    private static final String PREFIX = BenchSettings.prefix(FrameEncoding.JPEG);

    private final BenchSettings settings;
    private final Path jobJar;
    private final Path folder;
    private final Consumer<String> progress;
    private int runs;

    /**
     * @param jobJar the job for the cluster
     * @param folder for the files of the processes
     */
    ClusterThroughput(BenchSettings settings, Path jobJar, Path folder, Consumer<String> progress) {
        this.settings = settings;
        this.jobJar = jobJar;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param rounds number of turns of each, at least 1
     * @param frames of each turn
     */
    ClusterReport.Throughput run(BrokerProcess broker, int rounds, long frames)
            throws Exception { // any failure: no figure
        List<Double> inCluster = new ArrayList<>();
        List<Double> inOneProcess = new ArrayList<>();
        try (JobCluster one = JobCluster.start(Files.createDirectories(folder.resolve("one")));
                FlinkCluster cluster =
                        FlinkCluster.startWithJob(
                                folder.resolve("cluster"), FlinkCluster.STEADY, jobJar);
                RecordedTopics topics = new RecordedTopics(broker.bootstrapServers(), PREFIX)) {
            JobRun run = new JobRun(one, broker, topics);
            for (int round = 0; round < rounds; round++) {
                inCluster.add(window(cluster, topics, frames));
                inOneProcess.add(
                        run.window(settings.job(PREFIX, nextGroup(), TASKS), frames)
                                .framesPerSecond());
                progress.accept(
                        String.format(
                                Locale.ROOT,
                                "round %d: cluster %.0f frames/s, one process %.0f frames/s",
                                round + 1,
                                inCluster.get(round),
                                inOneProcess.get(round)));
            }
        }
        return ClusterReport.Throughput.of(inCluster, inOneProcess);
    }

    /** A period in which the cluster was busy all the time, as {@link JobRun#window} has it. */
    private double window(FlinkCluster cluster, RecordedTopics topics, long frames)
            throws IOException,
                    CommandException,
                    ClusterException,
                    ConfigurationException,
                    InterruptedException {
        Path config =
                Files.writeString(
                        folder.resolve("job.yaml"), settings.jobText(PREFIX, nextGroup(), TASKS));
        Answers answers = new Answers(topics::answers, () -> requireAlive(cluster));
        long before = topics.answers();
        String job = cluster.submit(jobJar, config);
        long first = answers.awaitBegin(before, frames, topics.size("frames"));
        long begin = System.nanoTime();
        long last = answers.await(first + frames);
        double seconds = (System.nanoTime() - begin) / 1e9;
        var unused = cluster.flink("cancel", job);
        return (last - first) / seconds;
    }

    private String nextGroup() {
        return "cluster-" + ++runs;
    }

    private static void requireAlive(FlinkCluster cluster) throws CommandException {
        try {
            cluster.requireAlive();
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
