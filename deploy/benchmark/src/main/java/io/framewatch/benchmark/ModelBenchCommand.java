package io.framewatch.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.ModelBenchOptions.Baselines;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.kernels.Instructions;
import io.framewatch.mobileformer.Variant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
                "Measures Mobile-Former on one core: as the job runs it (kernels), as ONNX Runtime runs"
                        + " it best (tuned), as it is stored (portable), as PyTorch exports it"
                        + " (traced), and as OpenVINO runs it, in turns of 32 calls, by processor"
                        + " time.")
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

    @Option(
            names = "--instructions",
            description =
                    "what kernels use of the processor: avx512, avx2 or neon; default: the best that"
                            + " it has")
    private Instructions instructions;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description =
                    "also measures kernels on that many threads to one, by elapsed time, for which"
                            + " the machine must be idle; default: ${DEFAULT-VALUE}, not measured")
    private int threads;

    @Option(names = "--skip-openvino", description = "leave out OpenVINO, which comes from PyPI")
    private boolean skipOpenVino;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description =
                    "an interpreter with the packages of deploy/benchmark/python; default: a new"
                            + " virtual environment")
    private Path python;

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
            say("no traced figures: --traced names no folder with VARIANT.onnx files");
        }
        if (!OneCore.pinThisThread()) {
            say("this thread is not pinned to a core: no taskset here");
        }
        List<ModelRate> rates = new ModelBench(options, workspace, ModelBenchCommand::say).run();
        print(rates, System.out);
        return 0;
    }

    private ModelBenchOptions options() throws InterruptedException {
        try {
            return new ModelBenchOptions(
                    variants.stream().map(Variant::named).toList(),
                    batches,
                    Duration.ofSeconds(seconds),
                    instructions == null
                            ? EnumSet.allOf(Instructions.class)
                            : EnumSet.of(instructions),
                    threads,
                    new Baselines(Optional.ofNullable(traced), openVino()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<OpenVino.Python> openVino() throws InterruptedException {
        if (skipOpenVino) {
            return Optional.empty();
        }
        PythonSetup setup =
                new PythonSetup(
                        new ComparisonOptions(
                                Home.ofThisProcess().folder().resolve("benchmark"),
                                Optional.ofNullable(python),
                                Optional.empty()),
                        ModelBenchCommand::say);
        try {
            return Optional.of(new OpenVino.Python(setup.interpreter(), setup.openVinoScript()));
        } catch (IOException e) {
            say("no figures of OpenVINO: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private void print(List<ModelRate> rates, PrintStream out) throws JsonProcessingException {
        if (output.isJson()) {
            out.println(JsonMapper.builder().build().writeValueAsString(rates));
            return;
        }
        new ModelRatesText(out).print(rates);
    }
}
