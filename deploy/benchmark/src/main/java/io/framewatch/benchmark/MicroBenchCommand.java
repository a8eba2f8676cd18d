package io.framewatch.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./framewatch bench micro}. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description =
                "Single steps of the job, measured by JMH with their allocations: read records, decode JPEGs,"
                        + " copy raw pixels, infer, score, decide alerts, write records.")
final class MicroBenchCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "REGEX",
            defaultValue = "Benchmark",
            description = "part of the benchmarks' names; default: all")
    private String benchmarks;

    @Option(
            names = "--variants",
            split = ",",
            description = "sizes of Mobile-Former, for example 26m,294m; default: 26m")
    private List<String> variants;

    @Option(names = "--batches", split = ",", description = "sizes of batch; default: 1,8")
    private List<String> batches;

    @Option(names = "--iterations", description = "to warm up, and again to measure; default: 5")
    private Integer iterations;

    @Option(names = "--millis", description = "milliseconds of an iteration; default: 1000")
    private Long millis;

    @Option(
            names = "--forks",
            description = "JVMs for each benchmark, 0 to measure in this one; default: 1")
    private Integer forks;

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(benchmarks)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true);
        // What is not given stays as the annotations of the benchmark say.
        set(variants, names -> options.param("variant", names.toArray(String[]::new)));
        set(batches, sizes -> options.param("batch", sizes.toArray(String[]::new)));
        set(iterations, n -> options.warmupIterations(n).measurementIterations(n));
        set(
                millis,
                time ->
                        options.warmupTime(TimeValue.milliseconds(time))
                                .measurementTime(TimeValue.milliseconds(time)));
        set(forks, options::forks);
        new Runner(options.build()).run();
        return CommandLine.ExitCode.OK;
    }

    private static <T> void set(T value, Consumer<T> option) {
        Optional.ofNullable(value).ifPresent(option);
    }
}
