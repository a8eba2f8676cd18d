package io.framewatch.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./framewatch bench}. */
@Command(
        name = "framewatch bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine; machines are noisy, so read the ratios.",
        subcommands = JobBenchCommand.class)
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] args) {
        System.setProperty("log4j2.configurationFile", "bench-log4j2.properties");
        System.exit(
                new CommandLine(new BenchCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }
}
