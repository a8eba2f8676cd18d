package io.framewatch.job;

import io.framewatch.classify.ModelForm;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.JobCluster;
import io.framewatch.operator.Batching;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The job with a {@link TestingClassifier} in a process of its own, so that it can be killed with
 * its transactions open. It takes a checkpoint when it is told to, and keeps it.
 */
final class TestingJobProcess implements AutoCloseable {

    private static final int PARALLELISM = 2;
    private static final String SUBMITTED = "submitted";

    /** No checkpoint but those that the test asks for. */
    private static final Duration NO_CHECKPOINTS = Duration.ofMinutes(4);

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private TestingJobProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts the process and waits until the job is submitted.
     *
     * @param prefix of the topics, and of the transactional ids
     * @param folder for checkpoints, temporary files and the log
     */
    static TestingJobProcess start(KafkaOptions kafka, String prefix, Path folder)
            throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx400m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TestingJobProcess.class.getName(),
                                kafka.bootstrapServers(),
                                prefix,
                                folder.toString())
                        .redirectError(folder.resolve("job.log").toFile())
                        .start();
        TestingJobProcess job = new TestingJobProcess(process);
        job.await(SUBMITTED);
        return job;
    }

    /** Takes a checkpoint. */
    void checkpoint() throws IOException {
        order("checkpoint");
    }

    /** Begins a checkpoint that only the second subtask takes part in. */
    void checkpointOfOneSubtask() throws IOException {
        order("half a checkpoint");
    }

    /** As {@code kill -9}: nobody aborts a transaction. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void order(String what) throws IOException {
        orders.println(what);
        await(what);
    }

    private void await(String expected) throws IOException {
        String answer = answers.readLine();
        if (!expected.equals(answer)) {
            throw new IOException("the job answers '%s' for '%s'".formatted(answer, expected));
        }
    }

    /** Flink's settings of a job with files in a folder. */
    static Configuration settings(Path folder) {
        return JobCluster.settings(
                new Configuration()
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                folder.resolve("checkpoints").toUri().toString())
                        .set(
                                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION),
                folder);
    }

    static FaultTolerance exactlyOnce(Duration checkpointInterval, String prefix) {
        return new FaultTolerance(
                FaultTolerance.Guarantee.EXACTLY_ONCE,
                checkpointInterval,
                prefix,
                Duration.ofMinutes(10));
    }

    static void assemble(
            StreamExecutionEnvironment environment,
            KafkaOptions kafka,
            int parallelism,
            FaultTolerance faultTolerance) {
        ExecutionOptions execution =
                new ExecutionOptions(
                        parallelism,
                        new Batching(8, Duration.ofMillis(20)),
                        new Deadlines(null, Duration.ofMinutes(1)),
                        faultTolerance,
                        kafka.topicPrefix(),
                        Duration.ofMinutes(1));
        FramewatchJob.assemble(
                environment,
                new JobOptions(
                        kafka,
                        new ModelOptions("none", 1, false, ModelForm.PORTABLE, null),
                        List.of(),
                        execution,
                        List.of()),
                TestingClassifier::of);
    }

    /** The process: bootstrap servers, prefix and folder. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        KafkaOptions kafka = new KafkaOptions(arguments[0], arguments[1], 4, Map.of());
        Configuration settings = settings(Path.of(arguments[2]));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumSlotsPerTaskManager(PARALLELISM)
                                .build());
        cluster.start();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        FaultTolerance exactlyOnce = exactlyOnce(NO_CHECKPOINTS, arguments[1]);
        assemble(environment, kafka, PARALLELISM, exactlyOnce);
        StreamGraph graph = environment.getStreamGraph();
        cluster.submitJob(graph).get();
        answers.println(SUBMITTED);
        obey(cluster, graph, answers);
        Runtime.getRuntime().halt(0);
    }

    private static void obey(MiniCluster cluster, StreamGraph graph, PrintStream answers)
            throws Exception {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("checkpoint")) {
                cluster.triggerCheckpoint(graph.getJobID(), CheckpointType.FULL).get();
            } else {
                var passed = TestingClassifier.holdCheckpoints();
                var unused = cluster.triggerCheckpoint(graph.getJobID(), CheckpointType.FULL);
                passed.await();
            }
            answers.println(order);
        }
    }
}
