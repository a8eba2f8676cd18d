package io.framewatch.benchmark;

import io.framewatch.broker.EmbeddedBroker;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.job.JobOptions;
import io.framewatch.job.JobTopics;
import io.framewatch.local.JobCluster;
import io.framewatch.local.UntrainedModel;
import io.framewatch.local.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Throughput of the job on a topic that already holds all frames, and of ONNX Runtime alone, in
 * turns in one process, after one turn of each to warm up.
 */
final class JobBench {

    private static final int WARM_UP = 0;

    private final JobBenchOptions options;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /**
     * The result.
     *
     * @param framesIn frames on the topic, times rounds
     * @param framesOut results and dead letters of all rounds
     * @param jobFramesPerSecond median of the rounds, from the first frame received to the last
     *     result complete
     * @param runtimeFramesPerSecond median of the rounds of the plain loop
     * @param jobToRuntime the one divided by the other
     */
    record Report(
            long framesIn,
            long framesOut,
            double jobFramesPerSecond,
            double runtimeFramesPerSecond,
            double jobToRuntime) {}

    /** The workspace stays the caller's. */
    JobBench(JobBenchOptions options, Workspace workspace, Consumer<String> progress) {
        this.options = options;
        this.workspace = workspace;
        this.progress = progress;
    }

    Report run() throws Exception { // whatever fails, there is no figure
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                JobCluster cluster = JobCluster.start(workspace.folder("flink"))) {
            Path model = workspace.folder("model");
            UntrainedModel.write(model);
            preload(broker, model);
            try (RecordedTopics topics = new RecordedTopics(broker.bootstrapServers());
                    RuntimeLoop runtime =
                            RuntimeLoop.open(model, options.batch(), topics.someImages())) {
                JobRun job = new JobRun(cluster, topics);
                return measure(runtime, job, group -> jobOptions(broker, model, group));
            }
        }
    }

    private Report measure(RuntimeLoop runtime, JobRun job, OptionsOfGroup jobOptions)
            throws Exception {
        List<Double> jobRates = new ArrayList<>();
        List<Double> runtimeRates = new ArrayList<>();
        long framesOut = 0;
        for (int round = WARM_UP; round <= options.rounds(); round++) {
            double runtimeRate = runtime.framesPerSecond(job.framesIn(), JobCluster.SLOTS);
            JobRun.Result result = job.run(jobOptions.of("bench-" + round));
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "%s: runtime %.0f frames/s, job %.0f frames/s in batches of %.1f",
                            round == WARM_UP ? "warm-up" : "round " + round,
                            runtimeRate,
                            result.framesPerSecond(),
                            result.meanBatch()));
            if (round > WARM_UP) {
                runtimeRates.add(runtimeRate);
                jobRates.add(result.framesPerSecond());
                framesOut += result.frames();
            }
        }
        double jobRate = Median.of(jobRates);
        double runtimeRate = Median.of(runtimeRates);
        return new Report(
                job.framesIn() * options.rounds(),
                framesOut,
                jobRate,
                runtimeRate,
                jobRate / runtimeRate);
    }

    /** Writes the clips to the frames topic, each as several cameras. */
    private void preload(EmbeddedBroker broker, Path model) throws Exception {
        IngestOptions ingestOptions =
                IngestOptions.of(configuration(broker, model, "unused"), Map.of());
        JobTopics.ensure(ingestOptions.kafka());
        try (CameraIngest ingest = CameraIngest.start(ingestOptions, status -> {})) {
            ingest.awaitFinished();
            long frames =
                    ingest.counts().values().stream().mapToLong(CameraCounts::published).sum();
            progress.accept("preloaded " + frames + " frames as " + options.encoding());
        }
    }

    private JobOptions jobOptions(EmbeddedBroker broker, Path model, String group)
            throws ConfigurationException {
        return JobOptions.of(configuration(broker, model, group));
    }

    private Configuration configuration(EmbeddedBroker broker, Path model, String group)
            throws ConfigurationException {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        kafka: {bootstrap-servers: '%s'}
                        model: {uri: '%s'}
                        job: {delivery: at-least-once, max-batch: %d, group: '%s'}
                        cameras:
                        """
                                .formatted(
                                        broker.bootstrapServers(), model, options.batch(), group));
        for (int copy = 0; copy < options.copies(); copy++) {
            for (Path clip : options.clips()) {
                yaml.append(
                        "- {id: '%d-%s', uri: '%s', pace: fast, fps: 120, encoding: %s}%n"
                                .formatted(
                                        copy,
                                        clip.getFileName(),
                                        clip,
                                        options.encoding().name().toLowerCase(Locale.ROOT)));
            }
        }
        return Configuration.parse("the benchmark", yaml.toString());
    }

    private interface OptionsOfGroup {
        JobOptions of(String group) throws ConfigurationException;
    }
}
