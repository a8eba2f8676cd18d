package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import io.framewatch.embedded.ClusterException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the job over the frames of a topic. */
final class JobRun {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final JobCluster cluster;
    private final BrokerProcess broker;
    private final RecordedTopics topics;
    private final Answers answers;

    /**
     * A run over all frames.
     *
     * @param framesIn frames on the topic
     * @param framesOut results and dead letters
     * @param meanBatch mean over the frames of the size of their batch
     */
    record Whole(long framesIn, long framesOut, double meanBatch) {}

    /**
     * A period of a run in which the job was busy all the time.
     *
     * @param frames results and dead letters in it
     * @param seconds its length
     * @param used processor time and heap of the job's process in it
     * @param brokerSeconds processor time of the broker in it
     */
    record Window(long frames, double seconds, Map<Part, Usage.Counts> used, double brokerSeconds) {

        double framesPerSecond() {
            return frames / seconds;
        }

        /** The estimated rate with the broker on another machine. */
        double framesPerSecondOfCoresLeft() {
            return frames * CORES / (CORES * seconds - brokerSeconds);
        }

        double cpuMicrosPerFrame(Part part) {
            return used.containsKey(part) ? used.get(part).cpuNanos() / 1e3 / frames : 0;
        }

        /** Processor time of all parts. */
        double cpuMicrosPerFrame() {
            return used.values().stream().mapToLong(Usage.Counts::cpuNanos).sum() / 1e3 / frames;
        }

        double brokerMicrosPerFrame() {
            return brokerSeconds * 1e6 / frames;
        }

        double allocatedBytesPerFrame() {
            return used.values().stream().mapToDouble(Usage.Counts::allocatedBytes).sum() / frames;
        }
    }

    JobRun(JobCluster cluster, BrokerProcess broker, RecordedTopics topics) {
        this.cluster = cluster;
        this.broker = broker;
        this.topics = topics;
        this.answers = new Answers(topics::answers, cluster::requireRunning);
    }

    /** Runs until every frame is answered. */
    Whole whole(JobOptions options)
            throws CommandException,
                    ClusterException,
                    InterruptedException,
                    MalformedRecordException {
        long framesIn = topics.size(Topics.FRAMES.name());
        var resultsBefore = topics.ends(Topics.CLASSIFICATIONS.name());
        long before = topics.answers();
        cluster.run(environment -> FramewatchJob.assemble(environment, options));
        answers.await(before + framesIn);
        cluster.cancel();
        double meanBatch =
                topics.resultsSince(resultsBefore).stream()
                        .mapToInt(appended -> appended.result().timing().batchSize())
                        .average()
                        .orElse(0);
        return new Whole(framesIn, topics.answers() - before, meanBatch);
    }

    /** Runs until at least that many frames are answered after a start. */
    Window window(JobOptions options, long frames)
            throws CommandException, ClusterException, InterruptedException {
        return window(environment -> FramewatchJob.assemble(environment, options), frames);
    }

    /** The same for another job that writes results to the same topic. */
    Window window(Consumer<StreamExecutionEnvironment> job, long frames)
            throws CommandException, ClusterException, InterruptedException {
        long before = topics.answers();
        cluster.run(job);
        long first = answers.awaitBegin(before, frames, topics.size(Topics.FRAMES.name()));
        long begin = System.nanoTime();
        Usage usage = Usage.begin();
        Duration brokerBefore = broker.cpuTime();
        long last = answers.await(first + frames);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<Part, Usage.Counts> used = usage.end();
        double brokerSeconds = broker.cpuTime().minus(brokerBefore).toNanos() / 1e9;
        cluster.cancel();
        return new Window(last - first, seconds, used, brokerSeconds);
    }
}
