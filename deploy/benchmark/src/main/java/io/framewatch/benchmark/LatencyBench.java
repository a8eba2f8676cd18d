package io.framewatch.benchmark;

import io.framewatch.embedded.JobCluster;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Measures the latency from the broker's append of a frame to that of its result. Frames come one
 * by one at a steady rate, from one camera for each partition.
 */
final class LatencyBench {

    private static final String PREFIX = "paced.";

    /**
     * During this time the JVM compiles the job's code now and then, for as long as a few batches
     * take.
     */
    private static final Duration LEAD = Duration.ofSeconds(60);

    private static final Map<String, String> BROKERS_TIME =
            Map.of("message.timestamp.type", "LogAppendTime");

    private final BenchSettings settings;
    private final JobCluster cluster;
    private final Map<FrameId, Instant> appended = new ConcurrentHashMap<>();

    LatencyBench(BenchSettings settings, JobCluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    /**
     * Measures.
     *
     * @param frames frames of the cameras, in turn
     * @param framesPerSecond rate of all cameras together
     * @param stretches number of periods to measure, at least 1
     * @param batchTime time of a full batch for the runtime
     */
    LatencyReport run(List<Frame> frames, double framesPerSecond, int stretches, Duration batchTime)
            throws Exception { // any failure: no figure
        JobOptions job = settings.job(PREFIX, "paced", JobCluster.SLOTS);
        createTopics(job);
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), PREFIX)) {
            var begin = topics.ends(Topics.CLASSIFICATIONS.name());
            cluster.run(environment -> FramewatchJob.assemble(environment, job));
            Stretches measured = new Stretches(Instant.now().plus(LEAD), stretches);
            long sent =
                    new PacedFrames(settings.bootstrapServers(), PREFIX, frames)
                            .send(framesPerSecond, measured.end(), this::noteAppend);
            new Answers(topics::answers, cluster::requireRunning).await(sent);
            cluster.cancel();
            record(topics.resultsSince(begin), measured);
            return LatencyReport.of(
                    measured, framesPerSecond, job.execution().batching().maxDelay(), batchTime);
        }
    }

    private void record(List<RecordedTopics.AppendedResult> results, Stretches stretches) {
        for (RecordedTopics.AppendedResult result : results) {
            Instant frame = appended.get(result.result().location().frame());
            stretches.record(frame, Duration.between(frame, result.appended()));
        }
    }

    private void noteAppend(Frame frame, RecordMetadata record, Exception failure) {
        if (failure == null) { // otherwise the frame will be missing among the answers
            appended.put(frame.id(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    /** The topics of frames and of results say when the broker appended each. */
    private void createTopics(JobOptions job) throws Exception {
        KafkaClients clients = new KafkaClients(job.kafka());
        List<NewTopic> topics =
                Stream.of(Topics.FRAMES, Topics.CLASSIFICATIONS)
                        .map(
                                topic ->
                                        new NewTopic(
                                                        clients.fullName(topic),
                                                        Optional.of(FramesTopic.PARTITIONS),
                                                        Optional.empty())
                                                .configs(BROKERS_TIME))
                        .toList();
        try (Admin admin = clients.admin()) {
            admin.createTopics(topics).all().get();
        }
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
    }
}
