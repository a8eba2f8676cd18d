package io.framewatch.benchmark;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.frame.FrameEncoding;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.local.JobCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures the job, the Python loop and the map function in turns over the same JPEG frames. */
final class ComparisonBench {

    private static final int TASKS = JobCluster.SLOTS;
    private static final String PREFIX = BenchSettings.prefix(FrameEncoding.JPEG);

    private final JobBenchOptions options;
    private final BenchSettings settings;
    private final Consumer<String> progress;

    ComparisonBench(JobBenchOptions options, BenchSettings settings, Consumer<String> progress) {
        this.options = options;
        this.settings = settings;
        this.progress = progress;
    }

    /** Measures; the frames must lie on the topic. */
    ComparisonReport run(BrokerProcess broker, JobCluster cluster)
            throws Exception { // whatever fails, there is no figure
        Optional<PythonLoop> python = python();
        List<Double> job = new ArrayList<>();
        List<Double> loop = new ArrayList<>();
        List<Double> map = new ArrayList<>();
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), PREFIX)) {
            JobRun run = new JobRun(cluster, broker, topics);
            for (int round = 1; round <= options.rounds(); round++) {
                job.add(run.window(jobOptions("job", round), options.frames()).framesPerSecond());
                if (python.isPresent()) {
                    loop.add(
                            python.get()
                                    .framesPerSecond(
                                            topics, "python-" + round, TASKS, options.frames()));
                }
                map.add(mapWindow(run, round).framesPerSecond());
                progress.accept("comparison round " + round + ": " + latest(job, loop, map));
            }
        }
        return new ComparisonReport(
                Median.of(job), loop.isEmpty() ? null : Median.of(loop), Median.of(map));
    }

    private Optional<PythonLoop> python() throws InterruptedException {
        PythonSetup setup = new PythonSetup(options.comparison(), progress);
        try {
            return Optional.of(
                    new PythonLoop(
                            setup.interpreter(),
                            setup.script(),
                            setup.graph(),
                            settings.bootstrapServers(),
                            PREFIX,
                            options.batch()));
        } catch (IOException e) {
            progress.accept("jobToPython is not measured: " + e.getMessage());
            return Optional.empty();
        }
    }

    private JobRun.Window mapWindow(JobRun run, int round) throws Exception {
        JobOptions job = jobOptions("map", round);
        return run.window(
                environment ->
                        FramewatchJob.assemble(
                                environment,
                                job,
                                frames ->
                                        frames.map(new SingleFrameMap(settings.model()))
                                                .uid("classify")),
                options.frames());
    }

    private JobOptions jobOptions(String name, int round) throws ConfigurationException {
        return settings.job(PREFIX, "compared-" + name + "-" + round, TASKS);
    }

    private static String latest(List<Double> job, List<Double> loop, List<Double> map) {
        int last = job.size() - 1;
        String python = loop.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", loop.get(last));
        return String.format(
                Locale.ROOT,
                "job %.0f frames/s, Python loop %s, single-frame map %.0f",
                job.get(last),
                python,
                map.get(last));
    }
}
