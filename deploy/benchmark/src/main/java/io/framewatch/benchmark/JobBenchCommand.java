package io.framewatch.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.event.FrameEncoding;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench job}. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        description =
                "Measures the job on a preloaded topic of real frames, in turns with ONNX Runtime"
                        + " alone: the same model, threads and batch. Then compares it with a Python"
                        + " loop and a Flink map function that classifies one frame at a time.")
final class JobBenchCommand implements Callable<Integer> {

    @Option(
            names = "--encoding",
            split = ",",
            defaultValue = "rgb,jpeg",
            description = "frames on the topic: jpeg, rgb or both; default: ${DEFAULT-VALUE}")
    private List<FrameEncoding> encodings;

    @Option(
            names = "--copies",
            defaultValue = "12",
            description =
                    "copies of the two clips, 1771 frames each, a multiple of 4; default: ${DEFAULT-VALUE}")
    private int copies;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "measured turns; figures are medians; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--frames",
            defaultValue = "2500",
            description = "frames of each task in a turn; default: ${DEFAULT-VALUE}")
    private long frames;

    @Option(
            names = "--batch",
            defaultValue = "8",
            description = "largest batch; default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--skip-comparison",
            description = "leave out the Python loop and the single-frame map")
    private boolean skipComparison;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description =
                    "an interpreter with the packages of deploy/benchmark/python; default: a new"
                            + " virtual environment")
    private Path python;

    @Option(
            names = "--traced",
            paramLabel = "DIR",
            description =
                    "folder with 26m.onnx of deploy/benchmark/traced/export.py for the Python loop;"
                            + " default: a Python with PyTorch exports it")
    private Path traced;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    JobBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        Home home = Home.ofThisProcess();
        JobBenchOptions options =
                new JobBenchOptions(
                        home.imagenette(),
                        batch,
                        new JobBenchOptions.Input(
                                List.of(home.cars(), home.people()), encodings, copies),
                        new JobBenchOptions.Rounds(rounds, frames),
                        comparison(home));
        JobReport report = new JobBench(options, workspace, System.err::println).run();
        print(report, System.out);
        return report.isComplete() ? 0 : 1;
    }

    private ComparisonOptions comparison(Home home) {
        return skipComparison
                ? null
                : new ComparisonOptions(
                        home.folder().resolve("benchmark"),
                        Optional.ofNullable(python),
                        Optional.ofNullable(traced));
    }

    private void print(JobReport report, PrintStream out) throws JsonProcessingException {
        if (output.isJson()) {
            out.println(JsonMapper.builder().build().writeValueAsString(report));
            return;
        }
        new JobReportText(out).print(report);
    }
}
