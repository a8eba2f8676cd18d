package io.framewatch.benchmark;

import io.framewatch.cli.Workspace;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.FrameEncoding;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Throughput of the job on a topic that already holds all frames, and of ONNX Runtime alone, in
 * turns.
 */
final class JobBench {

    private final JobBenchOptions options;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /** The caller owns the workspace. */
    JobBench(JobBenchOptions options, Workspace workspace, Consumer<String> progress) {
        this.options = options;
        this.workspace = workspace;
        this.progress = progress;
    }

    JobReport run() throws Exception { // any failure: no figure
        try (BrokerProcess broker = BrokerProcess.start();
                JobCluster cluster = JobCluster.start(workspace.folder("flink"))) {
            BenchSettings settings =
                    new BenchSettings(broker.bootstrapServers(), options.model(), options.batch());
            Map<FrameEncoding, EncodingReport> reports = new EnumMap<>(FrameEncoding.class);
            for (FrameEncoding encoding : options.input().encodings()) {
                reports.put(
                        encoding,
                        new EncodingBench(options, settings, encoding, progress)
                                .run(broker, cluster));
            }
            return new JobReport(
                    reports.get(FrameEncoding.RGB),
                    reports.get(FrameEncoding.JPEG),
                    latency(settings, cluster, reports),
                    comparison(settings, broker, cluster));
        }
    }

    /** At half of the job's rate, with frames of the encoding that was measured last. */
    private LatencyReport latency(
            BenchSettings settings, JobCluster cluster, Map<FrameEncoding, EncodingReport> reports)
            throws Exception {
        FrameEncoding encoding =
                options.input().encodings().get(options.input().encodings().size() - 1);
        EncodingReport report = reports.get(encoding);
        try (RecordedTopics topics =
                new RecordedTopics(settings.bootstrapServers(), BenchSettings.prefix(encoding))) {
            LatencyReport latency =
                    new LatencyBench(settings, cluster)
                            .run(
                                    topics.someFrames(),
                                    report.rates().jobFramesPerSecond() / 2,
                                    options.rounds().number(),
                                    report.batchTime(options.batch(), JobCluster.SLOTS));
            progress.accept("latency: " + latency);
            return latency;
        }
    }

    /** Null if no comparison is requested. */
    private ComparisonReport comparison(
            BenchSettings settings, BrokerProcess broker, JobCluster cluster) throws Exception {
        if (options.comparison() == null
                || !options.input().encodings().contains(FrameEncoding.JPEG)) {
            progress.accept("jobToPython and jobToSingleFrameMap are not measured, as asked for");
            return null;
        }
        return new ComparisonBench(options, settings, progress).run(broker, cluster);
    }
}
