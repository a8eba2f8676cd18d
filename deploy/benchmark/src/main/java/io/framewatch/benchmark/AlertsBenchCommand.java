package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.AlertsBench.Latency;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench alerts}. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description =
                "Measures the time from capture to alert at a steady rate, at least once with the"
                        + " default time between checkpoints, and exactly once with a second.")
final class AlertsBenchCommand implements Callable<Integer> {

    @Option(
            names = "--rate",
            defaultValue = "600",
            description =
                    "frames a second, half of what bench job measures; default: ${DEFAULT-VALUE}")
    private double rate;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    AlertsBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        if (!(rate > 0)) {
            throw new IllegalArgumentException("--rate " + rate + " must be above 0");
        }
        Home home = Home.ofThisProcess();
        List<Latency> latencies =
                AlertsBench.run(
                        home.imagenette(), List.of(home.cars(), home.people()), workspace, rate);
        if (output.isJson()) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(latencies));
        } else {
            latencies.forEach(AlertsBenchCommand::print);
        }
        return 0;
    }

    private static void print(Latency latency) {
        System.out.printf(
                Locale.ROOT,
                "capture to alert, %s, checkpoint each %s, %.0f frames/s: p50 %.0f ms, p99 %.0f ms;"
                        + " p99 by stretch %s%n",
                latency.delivery(),
                latency.checkpoints(),
                latency.framesPerSecond(),
                latency.p50Millis(),
                latency.p99Millis(),
                latency.p99MillisByStretch());
    }
}
