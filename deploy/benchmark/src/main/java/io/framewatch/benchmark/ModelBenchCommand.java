package io.framewatch.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.mobileformer.Variant;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch bench model}. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description =
                "Measures Mobile-Former on one core: as the job runs it (tuned), as it is stored"
                        + " (portable), and as PyTorch exports it (traced), in turns of 32 calls, by"
                        + " processor time.")
final class ModelBenchCommand implements Callable<Integer> {

    @Option(
            names = "--variants",
            split = ",",
            description = "sizes of Mobile-Former, for example 26m,294m; default: all")
    private List<String> variants = Variant.published().stream().map(Variant::name).toList();

    @Option(
            names = "--batches",
            split = ",",
            defaultValue = "1,8",
            description = "sizes of batch; default: ${DEFAULT-VALUE}")
    private List<Integer> batches;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description =
                    "time of measurement for each variant and batch size; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--traced",
            paramLabel = "DIR",
            description =
                    "folder with VARIANT.onnx of deploy/benchmark/traced/export.py, and"
                            + " mobilenetv3-small.onnx and mobilenetv3-large.onnx of classifiers.py"
                            + " beside it; without it there are no traced figures")
    private Path traced;

    @Mixin private OutputOption output;

    @Spec private CommandSpec spec;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    ModelBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        ModelBenchOptions options = options();
        if (traced == null) {
            System.err.println(
                    "no traced figures: --traced names no folder with VARIANT.onnx files");
        }
        print(new ModelBench(options, workspace, System.err::println).run(), System.out);
        return 0;
    }

    private ModelBenchOptions options() {
        try {
            return new ModelBenchOptions(
                    variants.stream().map(Variant::named).toList(),
                    batches,
                    Duration.ofSeconds(seconds),
                    traced);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(List<ModelRate> rates, PrintStream out) throws JsonProcessingException {
        if (output.isJson()) {
            out.println(JsonMapper.builder().build().writeValueAsString(rates));
            return;
        }
        out.printf(
                "%-18s %5s %27s   %s%n%-18s %5s %8s %9s %8s %8s %9s%n",
                "",
                "",
                "images a second",
                "ratio to traced",
                "",
                "batch",
                "tuned",
                "portable",
                "traced",
                "tuned",
                "portable");
        for (ModelRate rate : rates) {
            out.printf(
                    "%-18s %5d %8s %9s %8s %8s %9s%n",
                    rate.variant(),
                    rate.batch(),
                    cell("%.1f", rate.tunedImagesPerSecond()),
                    cell("%.1f", rate.portableImagesPerSecond()),
                    cell("%.1f", rate.tracedImagesPerSecond()),
                    cell("%.2f", rate.tunedToTraced()),
                    cell("%.2f", rate.portableToTraced()));
        }
    }

    private static String cell(String format, Double figure) {
        return figure == null ? "-" : String.format(Locale.ROOT, format, figure);
    }
}
