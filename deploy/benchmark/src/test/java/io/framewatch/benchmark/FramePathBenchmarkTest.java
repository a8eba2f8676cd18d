package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;

/** The shortest run that there is: one iteration in this JVM. */
class FramePathBenchmarkTest {

    @Test
    void shouldMeasureEveryStepWithEveryBatch() throws Exception {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(FramePathBenchmark.class.getName())
                                        .forks(0)
                                        .warmupIterations(0)
                                        .measurementIterations(1)
                                        .measurementTime(TimeValue.milliseconds(1))
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();

        assertThat(results)
                .extracting(
                        result ->
                                result.getPrimaryResult().getLabel()
                                        + " "
                                        + result.getParams().getParam("batch"))
                .containsExactlyInAnyOrder(
                        "copy 1",
                        "copy 8",
                        "decode 1",
                        "decode 8",
                        "infer 1",
                        "infer 8",
                        "score 1",
                        "score 8");
        assertThat(results)
                .allSatisfy(
                        result ->
                                assertThat(result.getPrimaryResult().getScore())
                                        .isPositive()
                                        .isFinite());
    }

    @Test
    void shouldRunTheBenchmarksThatAreNamed() {
        int exitCode =
                new CommandLine(new MicroBenchCommand())
                        .execute(
                                "FramePathBenchmark.copy",
                                "--batches=2",
                                "--iterations=1",
                                "--millis=1",
                                "--forks=0");

        assertThat(exitCode).isZero();
    }
}
