package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import io.framewatch.embedded.ClusterException;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The baseline outside Flink: {@code loop.py} over the same frames as the job, with results on a
 * topic of its own.
 *
 * @param python the interpreter
 * @param script {@code loop.py}
 * @param graph the model as PyTorch exports it
 * @param bootstrapServers address of the broker
 * @param prefix prefix of the topics
 * @param batch largest batch
 */
record PythonLoop(
        String python, Path script, Path graph, String bootstrapServers, String prefix, int batch) {

    /** What runs the model. */
    enum Runtime {
        ONNXRUNTIME,
        OPENVINO;

        private String option() {
            return "--runtime=" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Loops that share the frames.
     *
     * @param processes their number
     * @param threads threads of each loop's model
     * @param runtime what runs the model
     */
    record Loops(int processes, int threads, Runtime runtime) {}

    private static final String RESULTS = "python-results";

    /**
     * Starts the loop from the beginning of the topic, measures and ends it.
     *
     * @param topics the topics of that prefix
     * @param group new consumer group
     * @param frames number of frames in the measured period
     */
    ComparisonReport.Speed measure(RecordedTopics topics, String group, Loops loops, long frames)
            throws IOException,
                    ExecutionException,
                    InterruptedException,
                    CommandException,
                    ClusterException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            String results = prefix + RESULTS;
            if (!admin.listTopics().names().get().contains(results)) {
                NewTopic topic = new NewTopic(results, FramesTopic.PARTITIONS, (short) 1);
                admin.createTopics(List.of(topic)).all().get();
            }
        }
        try (Processes loop = Processes.start(command(group, loops), loops.processes())) {
            Answers answers = new Answers(() -> topics.size(RESULTS), loop::requireAlive);
            long first =
                    answers.awaitBegin(
                            topics.size(RESULTS), frames, topics.size(Topics.FRAMES.name()));
            long begin = System.nanoTime();
            Duration cpuBefore = loop.cpuTime();
            double answered = answers.await(first + frames) - first;
            return new ComparisonReport.Speed(
                    answered * 1e9 / (System.nanoTime() - begin),
                    loop.cpuTime().minus(cpuBefore).toNanos() / 1e3 / answered);
        }
    }

    private List<String> command(String group, Loops loops) {
        return List.of(
                python,
                script.toString(),
                "--bootstrap=" + bootstrapServers,
                "--group=" + group,
                "--frames=" + prefix + Topics.FRAMES.name(),
                "--results=" + prefix + RESULTS,
                "--model=" + graph,
                "--batch=" + batch,
                "--threads=" + loops.threads(),
                loops.runtime().option());
    }
}
