package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills ./framewatch job (kill -9) at random moments while it classifies the frames of two"
                    + " clips and starts it again. Compares its committed records with those of an"
                    + " undisturbed job.",
            "Everything runs on this machine, with a broker of its own. Exit code 1 if anything"
                    + " differs."
        })
final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--kills",
            defaultValue = "10",
            description = "how often to kill; default: ${DEFAULT-VALUE}")
    private int kills;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "chooses the moments; default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    FaultsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        if (kills < 1) {
            throw new IllegalArgumentException("--kills " + kills + " must be at least 1");
        }
        FaultsReport report =
                new FaultsBench(Home.ofThisProcess(), workspace, System.err::println)
                        .run(kills, seed);
        System.out.println(
                output.isJson()
                        ? JsonMapper.builder().build().writeValueAsString(report)
                        : report.toText());
        return report.isEquivalent() ? 0 : 1;
    }
}
