package io.framewatch.job;

import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this process, with one job at a time that is stopped with a savepoint and goes
 * on from one.
 */
final class SavepointCluster implements AutoCloseable {

    private final MiniCluster cluster;
    private final Configuration settings;
    private final Path folder;
    private JobID job;

    private SavepointCluster(MiniCluster cluster, Configuration settings, Path folder) {
        this.cluster = cluster;
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param folder for checkpoints and savepoints
     * @param own settings of the caller's
     * @param slots of its task manager
     */
    static SavepointCluster start(Path folder, Configuration own, int slots) throws Exception {
        Configuration settings =
                new Configuration()
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                folder.resolve("checkpoints").toUri().toString())
                        // Small state lies in the metadata, so that a savepoint is one file.
                        .set(
                                CheckpointingOptions.FS_SMALL_FILE_THRESHOLD,
                                MemorySize.ofMebiBytes(1));
        settings.addAll(own);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .withRandomPorts()
                                .build());
        cluster.start();
        return new SavepointCluster(cluster, settings, folder);
    }

    /** Submits a job that knows nothing of one before. */
    void run(JobOptions options) throws Exception {
        run(options, SavepointRestoreSettings.none());
    }

    /** Submits a job that goes on from a savepoint, all of whose state it must take. */
    void run(JobOptions options, Path savepoint) throws Exception {
        run(options, SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
    }

    /** Stops the job; returns its savepoint. */
    Path stop() throws Exception {
        String target = folder.resolve("savepoints").toUri().toString();
        String path =
                cluster.stopWithSavepoint(job, target, false, SavepointFormatType.CANONICAL).get();
        return Path.of(URI.create(path));
    }

    void cancel() throws Exception {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    /** Checks that the job has not been restarted after an error. */
    void requireNoFailure() throws Exception {
        ErrorInfo failure = graph().getFailureInfo();
        if (failure != null) {
            throw new AssertionError("the job has failed", failure.getException());
        }
    }

    /** The number of tasks that raise alerts. */
    int parallelism() throws Exception {
        for (AccessExecutionJobVertex vertex : graph().getVerticesTopologically()) {
            if (vertex.getName().contains("raise alerts")) {
                return vertex.getParallelism();
            }
        }
        return 0; // between two attempts
    }

    AccessExecutionGraph graph() throws Exception {
        return cluster.getExecutionGraph(job).get();
    }

    /** Address of the job in Flink's REST interface. */
    URI rest() throws Exception {
        return URI.create(cluster.getRestAddress().get() + "/jobs/" + job);
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }

    private void run(JobOptions options, SavepointRestoreSettings from) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        FramewatchJob.assemble(environment, options);
        StreamGraph graph = environment.getStreamGraph();
        graph.setSavepointRestoreSettings(from);
        job = cluster.submitJob(graph).get().getJobID();
    }
}
