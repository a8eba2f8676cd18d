package io.framewatch.benchmark;

import io.framewatch.benchmark.ComparisonReport.Implementation;
import io.framewatch.benchmark.ComparisonReport.Speed;
import io.framewatch.benchmark.PythonLoop.Loops;
import io.framewatch.benchmark.PythonLoop.Runtime;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.FrameEncoding;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures the job, Python loops and the map function in turns over the same JPEG frames. */
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

    /** Measures an implementation once. */
    private interface Measurement {
        Speed measure(int round) throws Exception;
    }

    /** Measures. The frames must be on the topic already. */
    ComparisonReport run(BrokerProcess broker, JobCluster cluster)
            throws Exception { // any failure: no figure
        Map<Implementation, List<Speed>> speeds = new EnumMap<>(Implementation.class);
        try (RecordedTopics topics = new RecordedTopics(settings.bootstrapServers(), PREFIX)) {
            var measurements = measurements(new JobRun(cluster, broker, topics), topics);
            for (int round = 1; round <= options.rounds().number(); round++) {
                for (Map.Entry<Implementation, Measurement> entry : measurements.entrySet()) {
                    Speed speed = entry.getValue().measure(round);
                    speeds.computeIfAbsent(entry.getKey(), unused -> new ArrayList<>()).add(speed);
                    progress.accept(latest(round, entry.getKey(), speed));
                }
            }
        }
        Map<Implementation, Speed> medians = new EnumMap<>(Implementation.class);
        speeds.forEach((who, measured) -> medians.put(who, Speed.median(measured)));
        return new ComparisonReport(medians);
    }

    private Map<Implementation, Measurement> measurements(JobRun run, RecordedTopics topics)
            throws InterruptedException {
        Map<Implementation, Measurement> all = new EnumMap<>(Implementation.class);
        long frames = options.rounds().frames();
        all.put(
                Implementation.JOB,
                round ->
                        speed(
                                run.window(
                                        settings.job(PREFIX, group("job", round), TASKS), frames)));
        all.put(
                Implementation.TUNED,
                round ->
                        speed(
                                run.window(
                                        settings.tunedJob(PREFIX, group("tuned", round), TASKS),
                                        frames)));
        python().ifPresent(python -> all.putAll(loops(python, topics)));
        all.put(Implementation.SINGLE_FRAME_MAP, round -> speed(mapWindow(run, round)));
        return all;
    }

    /** One loop with a thread on each core, and a loop for each core, with each runtime. */
    private Map<Implementation, Measurement> loops(PythonLoop python, RecordedTopics topics) {
        Map<Implementation, Loops> loops =
                Map.of(
                        Implementation.PYTHON, new Loops(1, TASKS, Runtime.ONNXRUNTIME),
                        Implementation.PYTHON_PROCESSES, new Loops(TASKS, 1, Runtime.ONNXRUNTIME),
                        Implementation.OPENVINO, new Loops(1, TASKS, Runtime.OPENVINO),
                        Implementation.OPENVINO_PROCESSES, new Loops(TASKS, 1, Runtime.OPENVINO));
        Map<Implementation, Measurement> measurements = new EnumMap<>(Implementation.class);
        loops.forEach(
                (who, how) ->
                        measurements.put(
                                who,
                                round ->
                                        python.measure(
                                                topics,
                                                group(who.name(), round),
                                                how,
                                                options.rounds().frames())));
        return measurements;
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
        JobOptions job = settings.job(PREFIX, group("map", round), TASKS);
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

    private static String group(String name, int round) {
        return "compared-" + name + "-" + round;
    }

    private static String latest(int round, Implementation who, Speed speed) {
        return String.format(
                Locale.ROOT,
                "comparison round %d: %s %.0f frames/s (%.0f us of processor a frame)",
                round,
                who,
                speed.framesPerSecond(),
                speed.cpuMicrosPerFrame());
    }
}
