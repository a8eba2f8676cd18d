package io.framewatch.benchmark;

import io.framewatch.benchmark.ComparisonReport.Speed;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.FrameEncoding;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
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

    /** Measures. The frames must be on the topic already. */
    ComparisonReport run(BrokerProcess broker, JobCluster cluster)
            throws Exception { // any failure: no figure
        Optional<PythonLoop> python = python();
        List<Speed> job = new ArrayList<>();
        List<Speed> loop = new ArrayList<>();
        List<Speed> processes = new ArrayList<>();
        List<Speed> map = new ArrayList<>();
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), PREFIX)) {
            JobRun run = new JobRun(cluster, broker, topics);
            for (int round = 1; round <= options.rounds().number(); round++) {
                job.add(speed(run.window(jobOptions("job", round), options.rounds().frames())));
                if (python.isPresent()) {
                    loop.add(measure(python.get(), topics, "loop-" + round, 1, TASKS));
                    processes.add(measure(python.get(), topics, "processes-" + round, TASKS, 1));
                }
                map.add(speed(mapWindow(run, round)));
                progress.accept(
                        "comparison round " + round + ": " + latest(job, loop, processes, map));
            }
        }
        return new ComparisonReport(
                Speed.median(job), Speed.median(loop), Speed.median(processes), Speed.median(map));
    }

    private Speed measure(
            PythonLoop python, RecordedTopics topics, String group, int processes, int threads)
            throws Exception {
        return python.measure(
                topics, "compared-python-" + group, processes, threads, options.rounds().frames());
    }

    private static Speed speed(JobRun.Window window) {
        return new Speed(window.framesPerSecond(), window.cpuMicrosPerFrame());
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
                options.rounds().frames());
    }

    private JobOptions jobOptions(String name, int round) throws ConfigurationException {
        return settings.job(PREFIX, "compared-" + name + "-" + round, TASKS);
    }

    private static String latest(
            List<Speed> job, List<Speed> loop, List<Speed> processes, List<Speed> map) {
        return "job %s, Python loop %s, Python processes %s, single-frame map %s"
                .formatted(last(job), last(loop), last(processes), last(map));
    }

    private static String last(List<Speed> speeds) {
        if (speeds.isEmpty()) {
            return "not measured";
        }
        Speed speed = speeds.get(speeds.size() - 1);
        return String.format(
                Locale.ROOT,
                "%.0f frames/s (%.0f us of processor a frame)",
                speed.framesPerSecond(),
                speed.cpuMicrosPerFrame());
    }
}
