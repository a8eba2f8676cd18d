package io.framewatch.embedded;

import java.net.URI;
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
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster with one task manager inside this process. Not thread-safe. */
public final class JobCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobCluster.class);

    /** Parallel tasks it has room for. */
    public static final int SLOTS = 2;

    private static final long START_SECONDS = 60;
    private static final long POLL_MILLIS = 20;
    private static final long CLOSE_SECONDS = 4;

    private static final String LOOPBACK = "127.0.0.1";
    private static final String REST_PORTS = "8081-8180,0";

    private final MiniCluster cluster;
    private final Configuration settings;
    private JobID job;
    private CompletableFuture<JobResult> result;

    private JobCluster(MiniCluster cluster, Configuration settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Starts the cluster.
     *
     * @param temporaryFolder where its files go; the caller removes it
     * @throws ClusterException if it does not start
     */
    public static JobCluster start(Path temporaryFolder) throws ClusterException {
        Configuration settings = settings(new Configuration(), temporaryFolder);
        MemorySize small = MemorySize.ofMebiBytes(16);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, small);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, small);
        return start(settings, SLOTS);
    }

    /**
     * Starts a cluster with settings of the caller's, which are also those of its job.
     *
     * @param settings as {@link #settings} gives them, and perhaps more
     * @throws ClusterException if it does not start
     */
    public static JobCluster start(Configuration settings, int slots) throws ClusterException {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
        } catch (Exception e) { // MiniCluster declares no narrower type
            throw new ClusterException("the Flink cluster does not start: " + e.getMessage(), e);
        }
        return new JobCluster(cluster, settings);
    }

    /**
     * Adds to Flink's settings what suits a cluster in one process, where they do not say
     * otherwise: it listens on loopback only, on the first free port from 8081, and takes no jar
     * from there.
     *
     * @param given Flink's settings, which count
     * @param temporaryFolder where its files go; the caller removes it
     */
    public static Configuration settings(Configuration given, Path temporaryFolder) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.TMP_DIRS, temporaryFolder.toString());
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, REST_PORTS);
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.addAll(given);
        return settings;
    }

    /** Where its REST interface listens. */
    public URI restAddress() {
        return cluster.getRestAddress().join();
    }

    /**
     * Submits a job and waits until all of its tasks run, with the model loaded.
     *
     * @param assembly adds the job to its environment
     * @throws ClusterException if it fails or does not run within a minute
     */
    public void run(Consumer<StreamExecutionEnvironment> assembly)
            throws ClusterException, InterruptedException {
        submit(assembly);
        try {
            awaitTasks();
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("the job does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Submits a job; it starts when it can.
     *
     * @param assembly adds the job to its environment
     * @throws ClusterException if the cluster does not take it
     */
    public void submit(Consumer<StreamExecutionEnvironment> assembly)
            throws ClusterException, InterruptedException {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        assembly.accept(environment);
        StreamGraph graph = environment.getStreamGraph();
        try {
            job = cluster.submitJob(graph).get(START_SECONDS, TimeUnit.SECONDS).getJobID();
            result = cluster.requestJobResult(job);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("the job cannot be submitted: " + rootMessage(e), e);
        }
    }

    /** Whether there is a task manager: after a fatal error its process is not the same. */
    public boolean canWork() throws InterruptedException {
        try {
            return cluster.isRunning()
                    && cluster.requestClusterOverview()
                                    .get(CLOSE_SECONDS, TimeUnit.SECONDS)
                                    .getNumTaskManagersConnected()
                            > 0;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return false;
        }
    }

    /** Whether the job was cancelled, by whomever. */
    public boolean isCancelled() {
        return result.isDone()
                && result.join().getApplicationStatus() == ApplicationStatus.CANCELED;
    }

    /**
     * Checks that the job goes on.
     *
     * @throws ClusterException if it has ended, with the reason
     */
    public void requireRunning() throws ClusterException {
        if (result.isDone()) {
            Throwable reason =
                    result.join().getSerializedThrowable().map(Throwable.class::cast).orElse(null);
            throw new ClusterException("the job has ended: " + rootMessage(reason), reason);
        }
    }

    /**
     * The latest failure that the job was restarted after, one line.
     *
     * @throws ClusterException if the cluster does not answer
     */
    public Optional<String> lastFailure() throws ClusterException, InterruptedException {
        ErrorInfo failure = graph().getFailureInfo();
        return Optional.ofNullable(failure).map(info -> rootMessage(info.getException()));
    }

    /**
     * What Flink knows of the job at this moment: its tasks and checkpoints.
     *
     * @throws ClusterException if the cluster does not answer
     */
    public AccessExecutionGraph graph() throws ClusterException, InterruptedException {
        try {
            return cluster.getExecutionGraph(job).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("the Flink cluster does not answer: " + e.getMessage(), e);
        }
    }

    /** Cancels the job and waits until it has ended. */
    public void cancel() throws ClusterException, InterruptedException {
        try {
            cluster.cancelJob(job).get(CLOSE_SECONDS, TimeUnit.SECONDS);
            result.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("the job cannot be cancelled: " + e.getMessage(), e);
        }
    }

    /** Cancels what runs and stops; gives up waiting after a few seconds, with a warning. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The Flink cluster did not stop in time: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTasks()
            throws ClusterException, InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!allTasksRun(cluster.getExecutionGraph(job).get(START_SECONDS, TimeUnit.SECONDS))) {
            requireRunning();
            if (System.nanoTime() > end) {
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
