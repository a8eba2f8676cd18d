package io.framewatch.local;

import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster with one task manager inside this process. Not thread-safe. */
public final class JobCluster implements AutoCloseable {

    /** Parallel tasks it has room for. */
    public static final int SLOTS = 2;

    private static final long START_SECONDS = 60;
    private static final long POLL_MILLIS = 20;
    private static final long CLOSE_SECONDS = 4;

    private final MiniCluster cluster;
    private JobID job;
    private CompletableFuture<JobResult> result;

    private JobCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts the cluster.
     *
     * @param temporaryFolder where its files go; the caller removes it
     * @throws LocalException if it does not start
     */
    public static JobCluster start(Path temporaryFolder) throws LocalException {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration(temporaryFolder))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .withRandomPorts()
                                .build());
        try {
            cluster.start();
        } catch (Exception e) { // MiniCluster declares no narrower type
            throw new LocalException("the Flink cluster does not start: " + e.getMessage(), e);
        }
        return new JobCluster(cluster);
    }

    /**
     * Submits the job and waits until all of its tasks run, with the model loaded.
     *
     * @throws LocalException if it fails or does not run within a minute
     */
    public void run(JobOptions options) throws LocalException, InterruptedException {
        run(environment -> FramewatchJob.assemble(environment, options));
    }

    /**
     * The same for another job.
     *
     * @param assembly adds the job to its environment
     * @throws LocalException if it fails or does not run within a minute
     */
    public void run(Consumer<StreamExecutionEnvironment> assembly)
            throws LocalException, InterruptedException {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        assembly.accept(environment);
        StreamGraph graph = environment.getStreamGraph();
        try {
            job = cluster.submitJob(graph).get(START_SECONDS, TimeUnit.SECONDS).getJobID();
            result = cluster.requestJobResult(job);
            awaitTasks();
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalException("the job does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that the job goes on.
     *
     * @throws LocalException if it has ended, with the reason
     */
    public void requireRunning() throws LocalException {
        if (result.isDone()) {
            Throwable reason =
                    result.join().getSerializedThrowable().map(Throwable.class::cast).orElse(null);
            throw new LocalException("the job has ended: " + rootMessage(reason), reason);
        }
    }

    /**
     * The latest failure that the job was restarted after, one line.
     *
     * @throws LocalException if the cluster does not answer
     */
    public Optional<String> lastFailure() throws LocalException, InterruptedException {
        try {
            ErrorInfo failure =
                    cluster.getExecutionGraph(job)
                            .get(CLOSE_SECONDS, TimeUnit.SECONDS)
                            .getFailureInfo();
            return Optional.ofNullable(failure).map(info -> rootMessage(info.getException()));
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalException("the Flink cluster does not answer: " + e.getMessage(), e);
        }
    }

    /** Cancels the job and waits until it has ended. */
    public void cancel() throws LocalException, InterruptedException {
        try {
            cluster.cancelJob(job).get(CLOSE_SECONDS, TimeUnit.SECONDS);
            result.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalException("the job cannot be cancelled: " + e.getMessage(), e);
        }
    }

    /** Cancels what runs and stops; gives up waiting after a few seconds. */
    @Override
    public void close() throws LocalException {
        try {
            cluster.closeAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalException("the Flink cluster did not stop in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Configuration configuration(Path temporaryFolder) {
        MemorySize small = MemorySize.ofMebiBytes(16);
        return new Configuration()
                .set(CoreOptions.TMP_DIRS, temporaryFolder.toString())
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, small)
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, small)
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, small);
    }

    private void awaitTasks()
            throws LocalException, InterruptedException, ExecutionException, TimeoutException {
        Stopwatch waiting = new Stopwatch();
        while (!allTasksRun(cluster.getExecutionGraph(job).get(START_SECONDS, TimeUnit.SECONDS))) {
            requireRunning();
            if (waiting.elapsed().toSeconds() > START_SECONDS) {
                throw new TimeoutException("tasks do not run after " + START_SECONDS + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean allTasksRun(AccessExecutionGraph graph) {
        if (graph.getState() != JobStatus.RUNNING) {
            return false; // before that the graph has no tasks yet
        }
        for (var task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static String rootMessage(Throwable reason) {
        Throwable root = reason;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "finished" : String.valueOf(root.getMessage());
    }
}
