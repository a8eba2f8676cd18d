package io.framewatch.benchmark;

import picocli.CommandLine.Command;

/** {@code ./framewatch bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine; machines are noisy, so read the ratios.")
final class BenchCommand {}
