package io.framewatch.benchmark;

import io.framewatch.cli.Workspace;
import io.framewatch.kernels.Instructions;
import io.framewatch.kernels.KernelLibrary;
import io.framewatch.kernels.StepTimes;
import io.framewatch.kernels.StepTimes.Line;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch bench kernels}. */
@Command(
        name = "kernels",
        mixinStandardHelpOptions = true,
        description =
                "Where the time of an image goes on kernels: each step of the network alone, in order,"
                        + " by the fastest of some turns.")
final class KernelsBenchCommand implements Callable<Integer> {

    private static final int IMAGE = Variant.RESOLUTION * Variant.RESOLUTION * 3;
    private static final double NANOS_PER_MICRO = 1000;

    @Option(
            names = "--variants",
            split = ",",
            defaultValue = "26m",
            description = "sizes of Mobile-Former; default: ${DEFAULT-VALUE}")
    private List<String> variants;

    @Option(
            names = "--instructions",
            description =
                    "what kernels use of the processor: avx512, avx2 or neon; default: the best that"
                            + " it has")
    private Instructions instructions;

    @Option(
            names = "--turns",
            defaultValue = "2000",
            description = "how often each step runs; default: ${DEFAULT-VALUE}")
    private int turns;

    @Spec private CommandSpec spec;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    KernelsBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws IOException {
        List<Instructions> available = KernelLibrary.instructions();
        Instructions used = instructions;
        if (used == null && !available.isEmpty()) {
            used = available.get(0);
        }
        if (turns < 1 || !available.contains(used)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--turns %d must be at least 1, --instructions %s one of %s"
                            .formatted(turns, used, available));
        }
        for (String variant : variants) {
            print(variant, used, System.out);
        }
        return 0;
    }

    private void print(String name, Instructions used, PrintStream out) throws IOException {
        ByteBuffer image = ByteBuffer.allocateDirect(IMAGE);
        List<Line> lines = StepTimes.of(model(name), used, image, turns);
        Duration all = lines.stream().map(Line::time).reduce(Duration.ZERO, Duration::plus);
        out.printf("%-20s %6s %6s %10s %6s %9s%n", name, "pixels", "steps", "us", "%", "GMAC/s");
        for (Line line : lines) {
            double nanos = Math.max(1, line.time().toNanos());
            out.printf(
                    "%-20s %6d %6d %10.1f %6.1f %9.1f%n",
                    line.kernel().toLowerCase(Locale.ROOT),
                    line.resolution(),
                    line.steps(),
                    nanos / NANOS_PER_MICRO,
                    100 * nanos / all.toNanos(),
                    line.multiplyAdds() / nanos);
        }
        out.printf("%-20s %6s %6s %10.1f%n", "all", "", "", all.toNanos() / NANOS_PER_MICRO);
    }

    private byte[] model(String name) throws IOException {
        Variant variant = variant(name);
        Path folder = workspace.folder(name);
        ModelFolder.write(
                folder,
                variant,
                Weights.untrained(variant, 1),
                ModelDescription.untrained(variant));
        return Files.readAllBytes(folder.resolve(ModelFolder.MODEL));
    }

    private Variant variant(String name) {
        try {
            return Variant.named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
