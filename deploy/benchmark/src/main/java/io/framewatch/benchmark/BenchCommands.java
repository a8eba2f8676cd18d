package io.framewatch.benchmark;

import io.framewatch.cli.CommandSet;
import io.framewatch.cli.Workspace;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Adds {@code ./framewatch bench}. */
public final class BenchCommands implements CommandSet {

    /** Configuration of the log, a resource. */
    static final String LOGGING = "bench-log4j2.properties";

    @Override
    public Map<String, Supplier<CommandLine>> commands(Workspace workspace) {
        return Map.of(
                "bench",
                () ->
                        new CommandLine(new BenchCommand())
                                .addSubcommand(new JobBenchCommand(workspace))
                                .addSubcommand(new ModelBenchCommand(workspace))
                                .addSubcommand(new KernelsBenchCommand(workspace))
                                .addSubcommand(new IngestBenchCommand(workspace))
                                .addSubcommand(new AlertsBenchCommand(workspace))
                                .addSubcommand(new KeyedBenchCommand(workspace))
                                .addSubcommand(new SkewBenchCommand())
                                .addSubcommand(new FaultsCommand(workspace))
                                .addSubcommand(new ClusterBenchCommand(workspace))
                                .addSubcommand(new MicroBenchCommand())
                                .setCaseInsensitiveEnumValuesAllowed(true));
    }

    @Override
    public Map<String, String> logging() {
        return Map.of("bench", LOGGING);
    }
}
