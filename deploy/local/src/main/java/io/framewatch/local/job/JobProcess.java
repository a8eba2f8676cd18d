package io.framewatch.local.job;

import io.framewatch.cli.CommandException;
import io.framewatch.embedded.ClusterException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.job.ExecutionOptions;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ExitCode;

/** One life of the job's process: waits for Kafka, goes on from the newest checkpoint, watches. */
final class JobProcess {

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration WATCH = Duration.ofSeconds(1);

    /** Looks in a row at which there was no task manager: it is one look late when one starts. */
    private static final int MAX_LOOKS_WITHOUT_WORKER = 10;

    private final JobOptions options;
    private final FlinkSettings flink;
    private final PrintWriter out;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile boolean running;

    JobProcess(JobOptions options, FlinkSettings flink, PrintWriter out) {
        this.options = options;
        this.flink = flink;
        this.out = out;
    }

    /** Makes {@link #run} come to its end soon; false if there is no job yet. */
    boolean interrupt() {
        interrupted.countDown();
        return running;
    }

    /**
     * Runs the job until it ends or {@link #interrupt} is called.
     *
     * @return the exit code
     * @throws KafkaCluster.UnreachableException if Kafka is to be there and is not
     * @throws CommandException if the checkpoints cannot be used
     * @throws ClusterException if the job does not start or fails
     */
    int run(boolean exitWhenUnreachable)
            throws KafkaCluster.UnreachableException,
                    CommandException,
                    ClusterException,
                    InterruptedException {
        Optional<String> clusterId = awaitKafka(exitWhenUnreachable);
        if (clusterId.isEmpty()) {
            return ExitCode.OK;
        }
        ExecutionOptions execution = options.execution();
        Path path =
                flink.checkpoints(
                        clusterId.get(),
                        options.kafka().topicPrefix(),
                        execution.faultTolerance().transactionalIdPrefix());
        try (CheckpointFolder checkpoints = CheckpointFolder.open(path)) {
            Optional<Path> start = checkpoints.newest();
            checkpoints.removeAllBut(start);
            Configuration settings = flink.with(path);
            if (!flink.haveStart()) {
                start.ifPresent(newest -> startFrom(newest, settings));
            }
            try (JobCluster cluster = JobCluster.start(settings, execution.parallelism())) {
                running = true;
                cluster.submit(job -> FramewatchJob.assemble(job, options));
                say(cluster, settings, path);
                return watch(cluster, interrupted, out);
            }
        }
    }

    private Optional<String> awaitKafka(boolean exitWhenUnreachable)
            throws KafkaCluster.UnreachableException, InterruptedException {
        for (boolean waiting = false; ; waiting = true) {
            try {
                String id = KafkaCluster.prepare(options.kafka());
                if (waiting) {
                    out.println("Kafka answers.");
                }
                return Optional.of(id);
            } catch (KafkaCluster.UnreachableException e) {
                if (exitWhenUnreachable) {
                    throw e;
                }
                if (!waiting) {
                    out.println(e.getMessage() + ". Waiting for it.");
                }
            }
            if (interrupted.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
    }

    /** What the checkpoint has becomes this job's, which removes it when it has a newer one. */
    private static void startFrom(Path checkpoint, Configuration settings) {
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
        settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }

    private void say(JobCluster cluster, Configuration settings, Path checkpoints) {
        out.printf(
                "Classifying %s at %s with %s, %d rules, %s. Ctrl-C ends it.%n",
                new KafkaClients(options.kafka()).fullName(Topics.FRAMES),
                options.kafka().bootstrapServers(),
                options.model().uri(),
                options.rules().size(),
                options.execution().faultTolerance().delivery());
        out.printf(
                "Checkpoints in %s, %s.%n",
                checkpoints.getPath(),
                settings.getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                        .map(start -> "starting from " + new Path(start).getName())
                        .orElse("none to start from"));
        out.printf("Flink's REST interface at %s.%n", cluster.restAddress());
        out.flush();
    }

    /**
     * Watches a job until it ends, can no longer run, or is interrupted.
     *
     * @return the exit code
     * @throws ClusterException if the job failed for good
     */
    static int watch(JobCluster cluster, CountDownLatch interrupted, PrintWriter out)
            throws ClusterException, InterruptedException {
        Optional<String> failure = Optional.empty();
        int looksWithoutWorker = 0;
        while (!interrupted.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
            if (cluster.isCancelled()) {
                out.println("The job was cancelled.");
                return ExitCode.OK;
            }
            cluster.requireRunning();
            looksWithoutWorker = cluster.canWork() ? 0 : looksWithoutWorker + 1;
            if (looksWithoutWorker >= MAX_LOOKS_WITHOUT_WORKER) {
                out.println("There is no task manager any more: this process cannot work.");
                return JobCommand.CANNOT_WORK;
            }
            Optional<String> latest = cluster.lastFailure();
            if (!latest.equals(failure)) {
                latest.ifPresent(reason -> out.println("The job failed and restarts: " + reason));
                out.flush();
                failure = latest;
            }
        }
        cluster.cancel();
        return ExitCode.OK;
    }
}
