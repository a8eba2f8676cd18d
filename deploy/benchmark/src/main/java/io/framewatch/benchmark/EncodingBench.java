package io.framewatch.benchmark;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.FrameEncoding;
import io.framewatch.job.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures the job and its baseline in turns over the frames of one encoding. */
final class EncodingBench {

    private static final int TASKS = JobCluster.SLOTS;

    private final JobBenchOptions options;
    private final BenchSettings settings;
    private final FrameEncoding encoding;
    private final Consumer<String> progress;
    private int runs;

    EncodingBench(
            JobBenchOptions options,
            BenchSettings settings,
            FrameEncoding encoding,
            Consumer<String> progress) {
        this.options = options;
        this.settings = settings;
        this.encoding = encoding;
        this.progress = progress;
    }

    /** Fills the topic, runs over all of it once, which also warms up, and measures. */
    EncodingReport run(BrokerProcess broker, JobCluster cluster)
            throws Exception { // any failure: no figure
        new FramesTopic(settings, options.input().clips()).fill(encoding, options.input().copies());
        try (RecordedTopics topics =
                        new RecordedTopics(
                                broker.bootstrapServers(), BenchSettings.prefix(encoding));
                RuntimeLoop runtime =
                        RuntimeLoop.open(settings.model(), options.batch(), topics.someImages())) {
            JobRun job = new JobRun(cluster, broker, topics);
            JobRun.Whole whole = job.whole(jobOptions(TASKS));
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "%s: %d frames in, %d out, in batches of %.1f",
                            encoding,
                            whole.framesIn(),
                            whole.framesOut(),
                            whole.meanBatch()));
            return EncodingReport.of(whole, topics.meanFrameBytes(), rounds(runtime, job));
        }
    }

    private List<Round> rounds(RuntimeLoop runtime, JobRun job) throws Exception {
        List<Round> rounds = new ArrayList<>();
        runtime.run(options.rounds().frames(), TASKS); // to warm up
        for (int number = 1; number <= options.rounds().number(); number++) {
            Round round =
                    new Round(
                            runtime.run(options.rounds().frames() * TASKS, TASKS),
                            runtime.run(options.rounds().frames(), 1),
                            job.window(jobOptions(TASKS), options.rounds().frames() * TASKS),
                            job.window(jobOptions(1), options.rounds().frames()));
            progress.accept(encoding + " round " + number + ": " + round);
            rounds.add(round);
        }
        return rounds;
    }

    private JobOptions jobOptions(int parallelism) throws ConfigurationException {
        return settings.job(BenchSettings.prefix(encoding), "bench-" + ++runs, parallelism);
    }
}
