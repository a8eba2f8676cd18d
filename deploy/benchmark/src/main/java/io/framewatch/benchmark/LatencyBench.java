package io.framewatch.benchmark;

import io.framewatch.frame.Frame;
import io.framewatch.frame.FrameId;
import io.framewatch.job.JobOptions;
import io.framewatch.job.JobTopics;
import io.framewatch.local.JobCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures how late results are while frames come at a steady rate, one by one, from as many
 * cameras as there are partitions. A frame's clock starts when it is given to the producer, which
 * sends it at once, a little before the broker appends it; and ends when the broker appends the
 * result.
 */
final class LatencyBench {

    private static final String PREFIX = "paced.";
    private static final Duration LEAD = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private final BenchSettings settings;
    private final JobCluster cluster;

    LatencyBench(BenchSettings settings, JobCluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    /**
     * Measures.
     *
     * @param frames what the cameras show, in turn
     * @param framesPerSecond of all cameras together
     * @param batchTime what a full batch takes the runtime
     */
    LatencyReport run(List<Frame> frames, double framesPerSecond, Duration batchTime)
            throws Exception { // whatever fails, there is no figure
        JobOptions job = settings.job(PREFIX, "paced", JobCluster.SLOTS);
        createTopics(job);
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), PREFIX)) {
            var begin = topics.ends(JobTopics.CLASSIFICATIONS);
            cluster.run(job);
            Instant measuredFrom = Instant.now().plus(LEAD);
            long sent = send(frames, framesPerSecond, measuredFrom.plus(MEASURED));
            new Answers(topics::answers, cluster::requireRunning).await(sent);
            cluster.cancel();
            return LatencyReport.of(
                    topics.resultsSince(begin).stream()
                            .filter(r -> !r.result().captureTime().isBefore(measuredFrom))
                            .map(r -> Duration.between(r.result().captureTime(), r.appended()))
                            .toList(),
                    framesPerSecond,
                    job.execution().maxDelay(),
                    batchTime);
        }
    }

    private long send(List<Frame> frames, double framesPerSecond, Instant end) {
        Map<String, Object> client =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            long sent = 0;
            for (; Instant.now().isBefore(end); sent++) {
                awaitNanos(start + (long) (sent * TimeUnit.SECONDS.toNanos(1) / framesPerSecond));
                var unused = producer.send(record(frames.get((int) (sent % frames.size())), sent));
            }
            return sent;
        }
    }

    private static void awaitNanos(long time) {
        for (long left; (left = time - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    private static ProducerRecord<String, byte[]> record(Frame frame, long number) {
        int camera = (int) (number % FramesTopic.PARTITIONS);
        return FramesTopic.toPartition(
                camera,
                PREFIX,
                new Frame(
                        new FrameId("camera-" + camera, 0, number),
                        Instant.now(),
                        0,
                        frame.width(),
                        frame.height(),
                        frame.encoding(),
                        frame.image()));
    }

    /** The topic of results says when the broker appended each. */
    private void createTopics(JobOptions job) throws Exception {
        NewTopic results =
                new NewTopic(
                                job.kafka().topic(JobTopics.CLASSIFICATIONS),
                                Optional.of(FramesTopic.PARTITIONS),
                                Optional.empty())
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"));
        try (Admin admin = Admin.create(job.kafka().clientProperties())) {
            admin.createTopics(List.of(results)).all().get();
        }
        JobTopics.ensure(job.kafka());
    }
}
