package io.framewatch.benchmark;

import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.Alert;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.operator.ModelLabels;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures the time from the capture of a frame to the alert that it brings, as a consumer of what
 * is committed gets it. The rule tells an alert anew with each frame, so that each is measured.
 */
final class AlertsBench {

    /** The JVM compiles the job's code meanwhile. */
    private static final Duration LEAD = Duration.ofSeconds(60);

    private static final int STRETCHES = 6;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final BenchSettings settings;
    private final JobCluster cluster;
    private final double framesPerSecond;
    private final String label;

    AlertsBench(BenchSettings settings, JobCluster cluster, double framesPerSecond)
            throws Exception { // the labels cannot be read

        this.settings = settings;
        this.cluster = cluster;
        this.framesPerSecond = framesPerSecond;
        this.label = ModelLabels.read(settings.model().toString()).get(0);
    }

    /**
     * What was measured.
     *
     * @param delivery of the job
     * @param checkpoints time between two of them: the default at least once, 1 s exactly once
     * @param framesPerSecond rate of the frames
     * @param p50Millis median of a stretch, median over the stretches
     * @param p99Millis 99th percentile of a stretch, median over the stretches
     * @param p99MillisByStretch 99th percentile of each stretch
     */
    record Latency(
            String delivery,
            String checkpoints,
            double framesPerSecond,
            double p50Millis,
            double p99Millis,
            List<Double> p99MillisByStretch) {}

    /** Measures each delivery, on a broker and a cluster of its own. */
    static List<Latency> run(Path model, List<Path> clips, Workspace workspace, double rate)
            throws Exception { // any failure: no figure
        try (BrokerProcess broker = BrokerProcess.start();
                JobCluster cluster = JobCluster.start(workspace.folder("flink"))) {
            BenchSettings settings = new BenchSettings(broker.bootstrapServers(), model, 8);
            new FramesTopic(settings, clips).fill(FrameEncoding.JPEG, FramesTopic.PARTITIONS);
            AlertsBench bench = new AlertsBench(settings, cluster, rate);
            return List.of(
                    bench.measure("at-least-once", "10s"), bench.measure("exactly-once", "1s"));
        }
    }

    private Latency measure(String delivery, String checkpointInterval) throws Exception {
        JobOptions job = options(delivery, checkpointInterval);
        KafkaClients clients = new KafkaClients(job.kafka());
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        cluster.run(environment -> FramewatchJob.assemble(environment, job));
        Stretches latencies = new Stretches(Instant.now().plus(LEAD), STRETCHES);
        Instant end = latencies.end();
        RecordHandler<Alert> handler = record -> record(latencies, record.value());
        try (TopicFollower follower =
                TopicFollower.fromEnd(clients, new Subscription<>(Topics.ALERTS, handler))) {
            Thread sender = new Thread(() -> send(job.kafka().topicPrefix(), end), "frames");
            sender.start();
            while (Instant.now().isBefore(end.plus(REST))) {
                follower.poll(POLL);
            }
            sender.join();
        }
        cluster.cancel();
        return new Latency(
                delivery,
                checkpointInterval,
                framesPerSecond,
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentiles(99));
    }

    private void send(String prefix, Instant end) {
        new PacedFrames(settings.bootstrapServers(), prefix, images())
                .send(framesPerSecond, end, (frame, record, failure) -> {});
    }

    private List<Frame> images() {
        String prefix = BenchSettings.prefix(FrameEncoding.JPEG);
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), prefix)) {
            return topics.someFrames();
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a frame that ingest wrote cannot be read", e);
        }
    }

    private static void record(Stretches latencies, Alert alert) {
        Instant captured = alert.change().decidedAt();
        latencies.record(captured, Duration.between(captured, Instant.now()));
    }

    private JobOptions options(String delivery, String checkpointInterval)
            throws ConfigurationException {
        String yaml =
                """
                kafka: {bootstrap-servers: '%s', topic-prefix: '%s.', partitions: %d}
                model: {uri: '%s'}
                job: {delivery: %s, checkpoint-interval: %s, parallelism: %d, group: '%s'}
                rules:
                - {id: each-frame, label: '%s', enter: {score: 0}, exit: {score: 0}, updates: 1ms}
                """
                        .formatted(
                                settings.bootstrapServers(),
                                delivery,
                                FramesTopic.PARTITIONS,
                                settings.model(),
                                delivery,
                                checkpointInterval,
                                JobCluster.SLOTS,
                                delivery,
                                label.replace("'", "''"));
        return JobOptions.of(Configuration.parse("the benchmark", yaml));
    }
}
