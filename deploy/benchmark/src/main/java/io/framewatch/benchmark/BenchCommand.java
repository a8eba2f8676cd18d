package io.framewatch.benchmark;

import io.framewatch.configuration.CommandErrors;
import io.framewatch.local.LocalException;
import io.framewatch.local.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./framewatch bench}. */
@Command(
        name = "framewatch bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine; machines are noisy, so read the ratios.")
public final class BenchCommand {

    /** Configuration of the log, a resource. */
    static final String LOGGING = "bench-log4j2.properties";

    private BenchCommand() {}

    public static void main(String[] args) throws LocalException {
        System.setProperty("log4j2.configurationFile", LOGGING);
        int exitCode;
        try (Workspace workspace = Workspace.create()) {
            CommandLine bench =
                    new CommandLine(new BenchCommand())
                            .addSubcommand(new JobBenchCommand(workspace))
                            .addSubcommand(new ModelBenchCommand(workspace))
                            .addSubcommand(new FaultsCommand(workspace))
                            .setCaseInsensitiveEnumValuesAllowed(true);
            exitCode = CommandErrors.on(bench).execute(args);
        }
        System.exit(exitCode);
    }
}
