package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench keyed}. */
@Command(
        name = "keyed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the half of the job that is keyed by camera, alerts and ledger, with simulated"
                        + " cameras: processor time a result, state a camera, checkpoints.",
        footer = {
            "",
            "  bench keyed",
            "  FRAMEWATCH_JAVA_OPTS=-Xmx6g bench keyed --cameras 100000"
        })
final class KeyedBenchCommand implements Callable<Integer> {

    @Option(names = "--cameras", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int cameras;

    @Option(
            names = "--rules",
            defaultValue = "1000",
            description = "one of 20 watches each camera; default: ${DEFAULT-VALUE}")
    private int rules;

    @Option(
            names = "--period",
            defaultValue = "600",
            description =
                    "frames of a camera, at 5 a second, from one alert of a rule to the next; default:"
                            + " ${DEFAULT-VALUE}")
    private int period;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "how long is measured; default: ${DEFAULT-VALUE}")
    private double seconds;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    KeyedBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        SimulatedCameras simulated = new SimulatedCameras(cameras, rules, period);
        KeyedReport report = new KeyedBench(simulated, seconds, workspace.folder("keyed")).run();
        if (output.isJson()) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(report));
        } else {
            report.print(System.out);
        }
        return 0;
    }
}
